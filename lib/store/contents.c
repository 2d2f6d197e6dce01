/*
 * contents: one JSON map per request, bound to the row's uid, so that a blob
 * put into another row does not open (DP-02).
 */
#include "store/contents.h"

#include <assert.h>

#include "base/arena.h"
#include "base/json_in.h"
#include "base/log.h"
#include "base/random.h"
#include "domain/seal.h"
#include "view/json_out.h"

#include "base/banned.h"

#define CONTENTS_BYTES ((size_t)64 * 1024)

static struct sealed
contents_seal(const struct db *db, struct seal_place place, struct str plain,
    struct arena *a)
{
	uint8_t nonce[SEAL_NONCE_BYTES];

	random_bytes(nonce, sizeof(nonce));
	return seal_close(db_keys(db), place, nonce, plain, a);
}

static enum status
contents_unseal(const struct db *db, struct seal_place place,
    struct sealed sealed, struct arena *a, struct str *ret)
{
	enum status s = seal_open(db_keys(db), place, sealed, a, ret);

	if (s != OK)
		LOG(LOG_ERROR, "unseal-failed",
		    LOG_TEXT("table", place.table),
		    LOG_TEXT("column", place.column));
	return s;
}

struct sealed
contents_close(const struct db *db, const uint8_t uid[UID_BYTES],
    const struct callback_new *in, struct arena *a)
{
	struct node *n = model_new(a);
	struct buf b;

	model_text(n, "name", in->name);
	model_text(n, "phone", in->phone);
	model_text(n, "message", in->message);
	buf_init(&b, a, CONTENTS_BYTES);
	json_out(&b, n, NULL);
	assert(!b.failed);	/* a form's body is at most 16 KB */
	return contents_seal(db, (struct seal_place){ "callback", "content",
	    uid }, buf_get(&b), a);
}

static const char *
contents_text(const struct json *map, const char *key, struct arena *a)
{
	const struct json *v = json_get(map, key);

	return v != NULL && v->kind == JSON_TEXT ? str_copy(a, v->text) : NULL;
}

enum status
contents_open(const struct db *db, const uint8_t uid[UID_BYTES],
    struct sealed sealed, struct arena *a, struct callback *ret)
{
	const char *why;
	struct json map;
	struct str text;
	enum status s;

	s = contents_unseal(db, (struct seal_place){ "callback", "content",
	    uid }, sealed, a, &text);
	if (s != OK)
		return s;
	if (json_read(text, a, &map, &why) != OK) {
		LOG(LOG_ERROR, "callback-content", LOG_TEXT("why", why));
		return E_FAULT;
	}
	ret->name = contents_text(&map, "name", a);
	ret->phone = contents_text(&map, "phone", a);
	ret->message = contents_text(&map, "message", a);
	return OK;
}

static struct seal_place
contents_note(const uint8_t uid[UID_BYTES])
{
	return (struct seal_place){ "callback_event", "note", uid };
}

struct sealed
contents_close_note(const struct db *db, const uint8_t uid[UID_BYTES],
    const char *note, struct arena *a)
{
	if (note == NULL)
		return (struct sealed){ 0 };
	return contents_seal(db, contents_note(uid), str_of(note), a);
}

enum status
contents_open_note(const struct db *db, const uint8_t uid[UID_BYTES],
    struct sealed sealed, struct arena *a, const char **ret)
{
	struct str text = { 0 };
	enum status s;

	if (sealed.key_id == 0) {
		*ret = NULL;
		return OK;
	}
	s = contents_unseal(db, contents_note(uid), sealed, a, &text);
	if (s == OK)
		*ret = str_copy(a, text);
	return s;
}
