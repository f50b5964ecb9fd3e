-- The rest of contract/words.ts: no control characters (but newlines in notes), and each tag by itself.
ALTER TABLE "Item"
    DROP CONSTRAINT "Item_text_check",
    DROP CONSTRAINT "Item_notes_check",
    DROP CONSTRAINT "Item_location_check",
    DROP CONSTRAINT "Item_url_check",
    DROP CONSTRAINT "Item_tags_check",
    ADD CONSTRAINT "Item_text_check" CHECK (char_length("text") BETWEEN 1 AND 500 AND "text" !~ '[\u0001-\u001f\u007f-\u009f]'),
    ADD CONSTRAINT "Item_notes_check" CHECK (char_length("notes") BETWEEN 1 AND 4000 AND "notes" !~ '[\u0001-\u0009\u000b-\u001f\u007f-\u009f]'),
    ADD CONSTRAINT "Item_location_check" CHECK (char_length("location") BETWEEN 1 AND 300 AND "location" !~ '[\u0001-\u001f\u007f-\u009f]'),
    ADD CONSTRAINT "Item_url_check" CHECK (char_length("url") BETWEEN 1 AND 2000 AND "url" !~ '[\u0001-\u001f\u007f-\u009f]'),
    -- A CHECK cannot look at each element; joined by newlines, which none of them may hold, a tag that is too long is a line that is.
    ADD CONSTRAINT "Item_tags_check" CHECK (
        cardinality("tags") <= 20
        AND array_position("tags", '') IS NULL
        AND array_position("tags", NULL) IS NULL
        AND array_to_string("tags", '') !~ '[\u0001-\u001f\u007f-\u009f]'
        AND array_to_string("tags", E'\n') !~ '[^\n]{51}'
    );
