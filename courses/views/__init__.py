"""What people do with courses: thin functions over the verbs."""
