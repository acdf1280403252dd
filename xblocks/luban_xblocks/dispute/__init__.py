"""Disputes: a buyer writes, the learner answers, and each answer leads somewhere; nothing can be taken back."""
