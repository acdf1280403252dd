"""A quiz: many questions in one block, drawn from its bank, practised, assessed or examined."""

from luban_xblocks.quiz.block import QuizBlock

__all__ = ["QuizBlock"]
