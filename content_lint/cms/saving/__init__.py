"""What a CMS makes of a post when an editor opens it and saves it: in comes the text of the file, out comes another."""
