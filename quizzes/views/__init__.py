"""What learners and trainers do with a quiz."""
