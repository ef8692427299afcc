"""What pages are made of: blocks, contacts, facts and the public pages."""
