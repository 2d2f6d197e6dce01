/*
 * people: rows of person.  Numbers go in sealed and are found by their keyed
 * index alone; nothing here decides who may see or change what.
 */
#include "store/people.h"

#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"

#include "base/banned.h"

#define PERSON_SELECT "SELECT id, uid, name, role, state, language, version, " \
	"created_at, COALESCE(approved_at, 0), COALESCE(approved_by, 0), " \
	"phone_key, phone_sealed FROM person "

#define VERSIONED "version = version + 1 WHERE id = :id AND version = :version"

/* After :from, :after in the order of the list. */
#define PERSON_NEXT "lower(name) >= :from " \
	"AND (lower(name), id) > (:from, :after) " \
	"AND (:state IS NULL OR state = :state) " \
	"AND lower(name) LIKE lower(:pattern) ESCAPE '\\' " \
	"ORDER BY lower(name), id LIMIT :limit"

enum { GET, BY_PHONE, KEY_OF, LIST, LIST_ROLE, WAITING, COUNT, OTHER_ADMINS,
	INSERT, SET_ROLE, SET_STATE, SET_NAME, SET_LANGUAGE };

static const struct statement sql[] = {
	[GET] = { READ, PERSON_SELECT "WHERE id = :id", NULL },
	[BY_PHONE] = { READ, PERSON_SELECT
	    "WHERE phone_index = :phone_index", NULL },
	[KEY_OF] = { READ,
	    "SELECT lower(name) FROM person WHERE id = :id", NULL },
	[LIST] = { READ, PERSON_SELECT "WHERE " PERSON_NEXT, NULL },
	[LIST_ROLE] = { READ, PERSON_SELECT
	    "WHERE role = :role AND " PERSON_NEXT, NULL },
	[WAITING] = { READ, PERSON_SELECT
	    "WHERE role = 'guest' AND state = 'active' AND "
	    "(created_at, id) > (COALESCE((SELECT created_at FROM person "
	    "WHERE id = :after), -1), :after) "
	    "ORDER BY created_at, id LIMIT :limit", NULL },
	[COUNT] = { READ, "SELECT role, state, n FROM person_count",
	    "a row for each role and state" },
	[OTHER_ADMINS] = { READ, "SELECT count(*) FROM person "
	    "WHERE role = 'admin' AND state = 'active' AND id <> :id", NULL },
	[INSERT] = { WRITE, "INSERT INTO person (uid, name, role, phone_key, "
	    "phone_sealed, phone_index, language, created_at, approved_at, "
	    "approved_by) VALUES (:uid, :name, :role, :phone_key, "
	    ":phone_sealed, :phone_index, :language, :created_at, "
	    "NULLIF(:approved_at, 0), NULLIF(:approved_by, 0)) "
	    "ON CONFLICT (phone_index) DO NOTHING RETURNING id", NULL },
	[SET_ROLE] = { WRITE, "UPDATE person SET role = :role, "
	    "approved_by = CASE WHEN approved_at IS NULL "
	    "THEN NULLIF(:approved_by, 0) ELSE approved_by END, "
	    "approved_at = COALESCE(approved_at, NULLIF(:approved_at, 0)), "
	    VERSIONED, NULL },
	[SET_STATE] = { WRITE, "UPDATE person SET state = :value, "
	    VERSIONED, NULL },
	[SET_NAME] = { WRITE, "UPDATE person SET name = :value, "
	    VERSIONED, NULL },
	[SET_LANGUAGE] = { WRITE, "UPDATE person SET language = :value, "
	    VERSIONED, NULL },
};

MODULE(people, NULL);

static struct seal_place
people_phone_place(const uint8_t uid[UID_BYTES])
{
	return (struct seal_place){ "person", "phone", uid };
}

void
people_phone_index(const struct db *db, const char *e164,
    uint8_t ret[DIGEST_BYTES])
{
	seal_index(db_keys(db), "person.phone", str_of(e164), ret);
}

/* The words are held by CHECKs, so one that does not parse is our fault. */
static void
people_words(struct query *q, struct arena *a, enum role *ret_role,
    enum person_state *ret_state)
{
	const char *role = q_get_text(q, a);
	const char *state = q_get_text(q, a);

	if (q->status != OK)
		return;
	if (role_parse(str_of(role), ret_role) &&
	    person_state_parse(str_of(state), ret_state))
		return;
	LOG(LOG_ERROR, "people.words", LOG_TEXT("role", role),
	    LOG_TEXT("state", state));
	q->status = E_FAULT;
}

/* The columns of PERSON_SELECT, in their order. */
static void
people_row(struct query *q, struct arena *a, struct person *ret)
{
	*ret = (struct person){ 0 };
	ret->id = q_get_int(q);
	(void)q_get_bytes(q, ret->uid, sizeof(ret->uid));
	ret->name = q_get_text(q, a);
	people_words(q, a, &ret->role, &ret->state);
	ret->language = q_get_text(q, a);
	ret->version = q_get_int(q);
	ret->created_at = q_get_int(q);
	ret->approved_at = q_get_int(q);
	ret->approved_by = q_get_int(q);
	ret->phone = q_get_sealed(q, a);
}

static enum status
people_one(struct query *q, struct arena *a, struct person *ret)
{
	struct person p;
	enum status s;

	if (q_row(q))
		people_row(q, a, &p);
	s = q_done_one(q);
	if (s == OK)
		*ret = p;
	return s;
}

enum status
people_get(const struct db *db, int64_t id, struct arena *a,
    struct person *ret)
{
	struct query q;

	q_read(&q, db, &people_module, GET);
	q_int(&q, ":id", id);
	return people_one(&q, a, ret);
}

enum status
people_find_phone(const struct db *db, const char *e164, struct arena *a,
    struct person *ret)
{
	uint8_t index[DIGEST_BYTES];
	struct query q;

	people_phone_index(db, e164, index);
	q_read(&q, db, &people_module, BY_PHONE);
	q_blob(&q, ":phone_index", index, sizeof(index));
	return people_one(&q, a, ret);
}

enum status
people_phone(const struct db *db, const struct person *p, struct arena *a,
    const char **ret)
{
	struct str plain;
	enum status s;

	if (p->phone.key_id == 0)
		return E_NOTFOUND;
	s = seal_open(db_keys(db), people_phone_place(p->uid), p->phone, a,
	    &plain);
	if (s != OK) {
		LOG(LOG_ERROR, "unseal-failed", LOG_TEXT("table", "person"),
		    LOG_TEXT("column", "phone"), LOG_INT("id", p->id));
		return E_FAULT;
	}
	*ret = str_copy(a, plain);
	return OK;
}

/* Reads limit + 1 rows to know whether there are more. */
static enum status
people_page(struct query *q, int64_t limit, struct arena *a,
    struct people *ret)
{
	struct person *v = ARENA_ARRAY(a, struct person, (size_t)limit + 1);
	size_t n = 0, most = (size_t)limit;
	enum status s;

	q_int(q, ":limit", limit + 1);
	while (q_row(q) && n <= most)
		people_row(q, a, &v[n++]);
	s = q_done(q);
	if (s == OK)
		*ret = (struct people){ v, n > most ? most : n, n > most };
	return s;
}

/* Where the page begins: the key of the last person of the one before. */
static enum status
people_from(const struct db *db, int64_t after, struct arena *a,
    const char **ret)
{
	struct query q;

	*ret = "";
	if (after == 0)
		return OK;
	q_read(&q, db, &people_module, KEY_OF);
	q_int(&q, ":id", after);
	if (q_row(&q) && !q_is_null(&q))
		*ret = q_get_text(&q, a);
	return q_done(&q);
}

const char *
people_pattern(const char *part, struct arena *a)
{
	struct buf b;
	const char *p;

	if (part == NULL)
		part = "";
	buf_init(&b, a, 2 * strlen(part) + 2);
	buf_char(&b, '%');
	for (p = part; *p != '\0'; p++) {
		if (*p == '%' || *p == '_' || *p == '\\')
			buf_char(&b, '\\');
		buf_char(&b, *p);
	}
	if (*part != '\0')
		buf_char(&b, '%');
	return str_copy(a, buf_get(&b));
}

enum status
people_list(const struct db *db, const struct people_filter *filter,
    struct arena *a, struct people *ret)
{
	bool all = filter->role == ROLE_UNSET;
	const char *from;
	struct query q;
	enum status s;

	s = people_from(db, filter->after, a, &from);
	if (s != OK)
		return s;
	q_read(&q, db, &people_module, all ? LIST : LIST_ROLE);
	if (!all)
		q_text(&q, ":role", role_name(filter->role));
	q_text(&q, ":from", from);
	q_int(&q, ":after", filter->after);
	q_text(&q, ":state", person_state_name(filter->state));
	q_text(&q, ":pattern", people_pattern(filter->name, a));
	return people_page(&q, filter->limit, a, ret);
}

enum status
people_waiting(const struct db *db, const struct people_filter *filter,
    struct arena *a, struct people *ret)
{
	struct query q;

	q_read(&q, db, &people_module, WAITING);
	q_int(&q, ":after", filter->after);
	return people_page(&q, filter->limit, a, ret);
}

enum status
people_count(const struct db *db, struct arena *a, struct people_counts *ret)
{
	struct people_counts counts = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &people_module, COUNT);
	while (q_row(&q)) {
		enum person_state state = PERSON_ERASED;
		enum role role = ROLE_UNSET;
		int64_t n;

		people_words(&q, a, &role, &state);
		n = q_get_int(&q);
		counts.n[role][state] = n;
		if (state != PERSON_ERASED)
			counts.all += n;
	}
	s = q_done(&q);
	if (s == OK)
		*ret = counts;
	return s;
}

enum status
people_other_admins(const struct db *db, int64_t person, int64_t *ret)
{
	struct query q;
	int64_t n = 0;
	enum status s;

	q_read(&q, db, &people_module, OTHER_ADMINS);
	q_int(&q, ":id", person);
	if (q_row(&q))
		n = q_get_int(&q);
	s = q_done_one(&q);
	if (s == OK)
		*ret = n;
	return s;
}

void
people_prepare(const struct db *db, const char *e164, struct arena *a,
    struct person_new *ret)
{
	uint8_t nonce[SEAL_NONCE_BYTES];

	random_bytes(ret->uid, sizeof(ret->uid));
	random_bytes(nonce, sizeof(nonce));
	ret->phone = seal_close(db_keys(db), people_phone_place(ret->uid),
	    nonce, str_of(e164), a);
	people_phone_index(db, e164, ret->phone_index);
}

enum status
people_insert(struct tx *tx, const struct person_new *in, int64_t *ret)
{
	struct query q;
	enum status s;

	q_write(&q, tx, &people_module, INSERT);
	q_blob(&q, ":uid", in->uid, sizeof(in->uid));
	q_text(&q, ":name", in->name);
	q_text(&q, ":role", role_name(in->role));
	q_sealed(&q, ":phone_key", ":phone_sealed", in->phone);
	q_blob(&q, ":phone_index", in->phone_index, sizeof(in->phone_index));
	q_text(&q, ":language", in->language);
	q_int(&q, ":created_at", in->created_at);
	q_int(&q, ":approved_at", in->approved_at);
	q_int(&q, ":approved_by", in->approved_by);
	s = q_done_id(&q, ret);
	return s == E_NOTFOUND ? E_CONFLICT : s;
}

/* An UPDATE that met no row met another version. */
static enum status
people_changed(struct query *q, struct person_key key)
{
	enum status s;

	q_int(q, ":id", key.id);
	q_int(q, ":version", key.version);
	s = q_done_one(q);
	return s == E_NOTFOUND ? E_CONFLICT : s;
}

enum status
people_set_role(struct tx *tx, struct person_key key,
    const struct person_role *in)
{
	struct query q;

	q_write(&q, tx, &people_module, SET_ROLE);
	q_text(&q, ":role", role_name(in->role));
	q_int(&q, ":approved_at", in->approved_at);
	q_int(&q, ":approved_by", in->approved_by);
	return people_changed(&q, key);
}

static enum status
people_set(struct tx *tx, struct person_key key, unsigned statement,
    const char *value)
{
	struct query q;

	q_write(&q, tx, &people_module, statement);
	q_text(&q, ":value", value);
	return people_changed(&q, key);
}

enum status
people_set_state(struct tx *tx, struct person_key key,
    enum person_state state)
{
	return people_set(tx, key, SET_STATE, person_state_name(state));
}

enum status
people_set_name(struct tx *tx, struct person_key key, const char *name)
{
	return people_set(tx, key, SET_NAME, name);
}

enum status
people_set_language(struct tx *tx, struct person_key key,
    const char *language)
{
	return people_set(tx, key, SET_LANGUAGE, language);
}
