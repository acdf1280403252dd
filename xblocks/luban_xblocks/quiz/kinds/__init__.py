"""The kinds of questions: what each may hold, how an answer is read, and what it is worth. All pure."""
