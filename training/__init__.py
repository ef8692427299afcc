"""Frontline Training: the ground that courses, quizzes and certificates stand on."""
