/*
 * people: anyone with an account.  Phones are sealed and found through a
 * keyed index (PRODUCT rule 13, ACCEPTANCE DP-04); a person is never deleted.
 *
 * Who may read or change what is the business of service/membership: a page
 * that shows a number takes it from there, not from people_phone.
 */
#ifndef WATCHBILL_STORE_PEOPLE_H
#define WATCHBILL_STORE_PEOPLE_H

#include "domain/person.h"
#include "domain/role.h"
#include "store/db.h"

extern const struct module people_module;

struct person {
	int64_t id;
	uint8_t uid[UID_BYTES];
	const char *name;		/* NULL only when erased */
	enum role role;
	enum person_state state;
	const char *language;		/* NULL: as the browser asks */
	int64_t version;		/* counts edits */
	int64_t created_at;
	int64_t approved_at, approved_by;	/* 0: not, by nobody */
	struct sealed phone;		/* key_id 0 when erased */
};

/* One person: E_NOTFOUND, E_FAULT.  Text from a. */
MUST_USE enum status people_get(const struct db *db, int64_t id,
    struct arena *a, struct person *ret);
/* The person with that number, in E.164, whatever their state. */
MUST_USE enum status people_find_phone(const struct db *db, const char *e164,
    struct arena *a, struct person *ret);
/* The keyed index of a number: useless without the instance's keys. */
void people_phone_index(const struct db *db, const char *e164,
    uint8_t ret[DIGEST_BYTES]);
/* Opens a person's number: E.164 in a.  E_NOTFOUND: erased; E_FAULT. */
MUST_USE enum status people_phone(const struct db *db, const struct person *p,
    struct arena *a, const char **ret);

/*
 * people_list(db, filter, a, ret): a page of people by name, erased ones never.
 *
 * Takes    filter->limit 1..100; after is the id of the last person of the
 *          page before, so that no name stands in an address.
 * Gives    at most limit; ret->more says that there are further ones.
 * Owns     memory from a.
 */
struct people_filter {
	enum role role;			/* ROLE_UNSET: all */
	enum person_state state;	/* 0: active and suspended */
	const char *name;		/* part of a name, NULL or "": all */
	int64_t after;			/* 0: from the start */
	int64_t limit;
};
struct people {
	struct person *v;
	size_t n;
	bool more;
};
MUST_USE enum status people_list(const struct db *db,
    const struct people_filter *filter, struct arena *a, struct people *ret);
/* A LIKE pattern, in a, for what contains that part (NULL: anything), with
 * LIKE's own characters meant as such: ... LIKE lower(:pattern) ESCAPE '\'. */
const char *people_pattern(const char *part, struct arena *a);
/* Active guests, longest waiting first; filter->after and limit count. */
MUST_USE enum status people_waiting(const struct db *db,
    const struct people_filter *filter, struct arena *a, struct people *ret);

struct people_counts {
	int64_t n[ROLE__MAX][PERSON_STATE__MAX];
	int64_t all;			/* active and suspended */
};
MUST_USE enum status people_count(const struct db *db, struct arena *a,
    struct people_counts *ret);
/* Active admins other than that person (0: all of them). */
MUST_USE enum status people_other_admins(const struct db *db, int64_t person,
    int64_t *ret);

/* A person about to be written, sealed before the transaction begins. */
struct person_new {
	uint8_t uid[UID_BYTES];
	const char *name;
	enum role role;
	struct sealed phone;
	uint8_t phone_index[DIGEST_BYTES];
	const char *language;		/* or NULL */
	int64_t created_at;
	int64_t approved_at, approved_by;	/* 0 none */
};
/* Fills uid, phone and phone_index, and nothing else of ret. */
void people_prepare(const struct db *db, const char *e164, struct arena *a,
    struct person_new *ret);
/* E_CONFLICT: the number is known; nothing was written, tx goes on. */
MUST_USE enum status people_insert(struct tx *tx, const struct person_new *in,
    int64_t *ret);

/*
 * Changes.  Each takes the version that was seen and raises it by one:
 * E_CONFLICT when the person no longer has that one.
 */
struct person_key {
	int64_t id, version;
};
/* approved_at, approved_by count only for a person not yet approved. */
struct person_role {
	enum role role;
	int64_t approved_at, approved_by;	/* 0: leaves them */
};
MUST_USE enum status people_set_role(struct tx *tx, struct person_key key,
    const struct person_role *in);
MUST_USE enum status people_set_state(struct tx *tx, struct person_key key,
    enum person_state state);
MUST_USE enum status people_set_name(struct tx *tx, struct person_key key,
    const char *name);
MUST_USE enum status people_set_language(struct tx *tx, struct person_key key,
    const char *language);

#endif
