"""One file per response type: how its XML is read and how an answer to it is graded."""
