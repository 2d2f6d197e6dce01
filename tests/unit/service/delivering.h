/*
 * delivering: what the tests of delivery share: a provider that does as it is
 * told, a clock that stands where the test wants it, and causes of messages.
 */
#ifndef WATCHBILL_TESTS_UNIT_SERVICE_DELIVERING_H
#define WATCHBILL_TESTS_UNIT_SERVICE_DELIVERING_H

#include "fixture.h"

#include "base/clock.h"
#include "domain/seal.h"
#include "gateway/gateway.h"
#include "service/delivery.h"
#include "service/messaging.h"
#include "store/leases.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/retention.h"
#include "store/tx.h"

#define HOUR ((int64_t)3600)

static const struct module *const modules[] = { &outbox_module,
	&leases_module, &people_module, &retention_module, NULL };

/* A provider that does as it is told and remembers what it was given. */
static struct {
	enum outcome says;
	int calls;
	char to[32], body[2048], token[64], kind[32];
	bool dies;			/* after sending, before saying so */
	int tell;			/* a pipe to say that it was called */
} fake;

static inline void
fake_send(const struct gateway *g, const struct gateway_message *m,
    struct gateway_result *ret)
{
	(void)g;
	fake.calls++;
	snprintf(fake.to, sizeof(fake.to), "%s", m->to);
	snprintf(fake.body, sizeof(fake.body), "%.*s", (int)m->body.n,
	    m->body.p);
	snprintf(fake.token, sizeof(fake.token), "%s", m->token);
	snprintf(fake.kind, sizeof(fake.kind), "%s", m->kind);
	if (fake.dies) {
		(void)!write(fake.tell, "!", 1);
		_exit(9);
	}
	gateway_say(ret, fake.says, fake.says == OUTCOME_SENT ? NULL :
	    "as told");
}

static const struct gateway fake_gateway = { "sms", "fake", fake_send, NULL };
static const struct gateway *const fake_gateways[] = { &fake_gateway, NULL };

static volatile sig_atomic_t stop;
static struct arena *words_arena;
static struct wording *words;
static const char *clock_path;

static inline struct delivery
delivery(void)
{
	return (struct delivery){ "w", words, fake_gateways, &stop };
}

/* The clock that delivery reads stands at the fixture's now. */
static inline void
set_clock(struct fixture *f)
{
	clock_set_offset_file(NULL);
	unit_write(clock_path, str_printf(f->arena, "%lld",
	    (long long)(f->act.now - clock_now())));
	clock_set_offset_file(clock_path);
}

static inline int
set_up(void **state)
{
	fixture_up(state, modules);
	memset(&fake, 0, sizeof(fake));
	fake.says = OUTCOME_SENT;
	stop = 0;
	set_clock(*state);
	return 0;
}

static inline void
later(struct fixture *f, int64_t s)
{
	fixture_later(f, s);
	set_clock(f);
}

static inline void
code(struct fixture *f, int64_t challenge)
{
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, messaging_code(&f->act, tx, &(struct code_notice){
	    .challenge = challenge, .to = "+27825550147", .code = "004213",
	    .expires_at = f->act.now + 300 })));
}

/* A booking three days ahead, told; gives its id. */
static inline int64_t
booked(struct fixture *f)
{
	int64_t who = fixture_person(f, "Johan", ROLE_VOLUNTEER), id;
	struct tx *tx;

	fixture_sql(f, str_printf(f->arena, "INSERT INTO shift (zone, name,"
	    " starts_at, ends_at, seats, needed) VALUES"
	    " ('Africa/Johannesburg', 'Night walk', %lld, %lld, 4, 2);"
	    " INSERT INTO booking (shift, starts_at, ends_at,"
	    " seat, person, source, booked_at, booked_by) SELECT id,"
	    " starts_at, ends_at, 1, %lld, 'self', 1, %lld FROM shift"
	    " ORDER BY id DESC LIMIT 1",
	    (long long)(f->act.now + 72 * HOUR),
	    (long long)(f->act.now + 76 * HOUR), (long long)who,
	    (long long)who));
	id = fixture_int(f, "SELECT max(id) FROM booking");
	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, messaging_booked(&f->act, tx, id)));
	return id;
}

static inline struct delivery_round
run(struct fixture *f)
{
	struct delivery d = delivery();
	struct delivery_round r;

	is_ok(delivery_run(&f->act, &d, &r));
	return r;
}

static inline int64_t
count(struct fixture *f, const char *what)
{
	return fixture_int(f, str_printf(f->arena,
	    "SELECT count(*) FROM outbox WHERE %s", what));
}

static inline int
load_words(void **state)
{
	const char *dir;

	(void)state;
	words_arena = arena_new((size_t)16 * 1024 * 1024);
	clock_path = str_copy(words_arena, str_of(unit_temp("clock")));
	dir = str_copy(words_arena, str_of(unit_source("templates")));
	return wording_load(dir, words_arena, &words) == OK ? 0 : -1;
}

static inline int
drop_words(void **state)
{
	(void)state;
	unlink(clock_path);
	arena_free(words_arena);
	return 0;
}

#endif
