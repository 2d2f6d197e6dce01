/*
 * asking: signing in as a test does it: ask for a code, read it from the
 * notice, give it back.
 */
#ifndef WATCHBILL_TESTS_UNIT_SERVICE_ASKING_H
#define WATCHBILL_TESTS_UNIT_SERVICE_ASKING_H

#include "fixture.h"

#include "service/signin.h"
#include "store/audit.h"
#include "store/challenges.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/sessions.h"

#define KNOWN "082 555 0001"		/* Anna's, the first of the fixture */
#define UNKNOWN "082 555 7777"

/* A site that knows nobody but Anna. */
static inline int
asking_up(void **state)
{
	static const struct module *const modules[] = { &audit_module,
		&challenges_module, &outbox_module, &people_module,
		&sessions_module, NULL };

	fixture_up(state, modules);
	fixture_person(*state, "Anna Adams", ROLE_VOLUNTEER);
	return 0;
}

/* A challenge and the code that was sent for it. */
struct asked {
	struct signin_code reply;
	char code[7];
};

/* The code in the newest notice. */
static inline void
asking_read(struct fixture *f, char ret[7])
{
	const char *payload, *at;

	payload = fixture_payload(f, fixture_int(f,
	    "SELECT max(id) FROM outbox WHERE kind = 'code'"));
	at = strstr(payload, "\"code\":\"");
	assert_non_null(at);
	memcpy(ret, at + strlen("\"code\":\""), 6);
	ret[6] = '\0';
}

static inline struct asked
asking_for(struct fixture *f, const char *phone)
{
	struct asked k;

	is_ok(signin_code(&f->act, str_of(phone), &k.reply));
	asking_read(f, k.code);
	return k;
}

static inline enum status
asking_give(struct fixture *f, const char *challenge, const char *code,
    struct signin *ret)
{
	return signin_verify(&f->act, &(struct signin_try){
	    .challenge = str_of(challenge),
	    .code = str_of(code),
	    .surface = SESSION_BROWSER,
	}, ret);
}

static inline struct signin
asking_in(struct fixture *f, const char *phone)
{
	struct asked k;
	struct signin in;

	fixture_nobody(f);
	k = asking_for(f, phone);
	is_ok(asking_give(f, k.reply.challenge, k.code, &in));
	fixture_nobody(f);
	return in;
}

static inline enum status
asking_show(struct fixture *f, const char *token, struct session *ret)
{
	fixture_nobody(f);
	return signin_session(&f->act, str_of(token), SESSION_BROWSER, ret);
}

/* Whether those bytes stand in the database or what SQLite put beside it. */
static inline bool
asking_stored(struct fixture *f, const char *text)
{
	static const char *const beside[] = { "", "-wal", "-shm" };
	static char bytes[4 * 1024 * 1024];
	bool found = false;
	size_t i, n;

	for (i = 0; i < 3; i++) {
		FILE *file = fopen(str_printf(f->arena, "%s%s", f->path,
		    beside[i]), "r");

		assert_non_null(file);
		n = fread(bytes, 1, sizeof(bytes), file);
		fclose(file);
		if (memmem(bytes, n, text, strlen(text)) != NULL)
			found = true;
	}
	return found;
}

#endif
