"""What an author fills in: fields as data, their values checked, and the form that shows them."""
