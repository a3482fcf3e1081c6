-- How the console looks for a person; null until they chose: then their browser says.
ALTER TABLE people ADD COLUMN theme text;
