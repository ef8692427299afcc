"""What is asked, what was answered and how it was marked."""
