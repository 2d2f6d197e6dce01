/* fixture: an instance for one test of a use case; see the header. */
#include "fixture.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "../store/scratch.h"

#include "base/log.h"
#include "base/zone.h"
#include "domain/seal.h"
#include "store/people.h"
#include "store/tx.h"

#include "base/banned.h"

#define FIXTURE_BYTES ((size_t)16 * 1024 * 1024)

static const struct config fixture_config = {
	.site = { "Zandvlei Watch", "https://watch.example",
	    "Africa/Johannesburg", "en", "ZA", "112" },
	.server = { false, "/nonexistent" },
	.rota = { .horizon_days = 90, .free_cancel_min = 120 },
	.login = { .session_days = 30, .code_s = 300 },
	.limits = { 10, 10, 5, 10, 600, 60 },
	.callbacks = { .promise_min = 120, .keep_days = 30 },
	.sms = { "file", 8, 30, "" },
};
static const struct language fixture_english = { .code = "en",
	.dir = "ltr", .name = "English" };

static void
fixture_act(struct fixture *f, struct db *db, struct act *ret)
{
	*ret = (struct act){
		.db = db,
		.arena = f->arena,
		.config = &f->config,
		.now = FIXTURE_NOW,
		.actor = { .role = ROLE_PUBLIC, .kind = "public" },
		.address = "192.0.2.7",
		.user_agent = "a test",
		.trace_id = "0123456789abcdef0123456789abcdef",
		.language = &fixture_english,
	};
	is_ok(zone_find(str_of(f->config.site.zone), &ret->zone));
}

int
fixture_up(void **state, const struct module *const *modules)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	log_open("unit", open("/dev/null", O_WRONLY | O_CLOEXEC));
	f->arena = arena_new(FIXTURE_BYTES);
	f->config = fixture_config;
	f->modules = modules;
	f->path = scratch_make("service", f->arena);
	f->keys = scratch_keys(f->arena);
	f->db = scratch_open(f->path, f->keys, modules);
	fixture_act(f, f->db, &f->act);
	*state = f;
	return 0;
}

int
fixture_down(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	scratch_remove(f->path, f->arena);
	keyring_free(f->keys);
	arena_free(f->arena);
	free(f);
	return 0;
}

static void
fixture_actor(struct fixture *f, struct actor actor)
{
	f->act.actor = actor;
	f->act.refusals = 0;
}

void
fixture_as(struct fixture *f, int64_t person, enum role role)
{
	fixture_actor(f, (struct actor){ .person = person, .role = role,
	    .name = "Somebody", .kind = "person" });
}

void
fixture_nobody(struct fixture *f)
{
	fixture_actor(f, (struct actor){ .role = ROLE_PUBLIC,
	    .kind = "public" });
}

void
fixture_operator(struct fixture *f)
{
	fixture_actor(f, (struct actor){ .role = ROLE_ADMIN,
	    .kind = "operator" });
}

void
fixture_later(struct fixture *f, int64_t seconds)
{
	f->act.now += seconds;
	f->act.refusals = 0;
}

const char *
fixture_phone(struct fixture *f, int n)
{
	return str_printf(f->arena, "+2782555%04d", n);
}

int64_t
fixture_person(struct fixture *f, const char *name, enum role role)
{
	struct person_new row = { .name = name, .role = role,
	    .created_at = f->act.now };
	struct tx *tx;
	int64_t id = 0;

	if (role != ROLE_GUEST)
		row.approved_at = f->act.now;
	people_prepare(f->db, fixture_phone(f, ++f->people), f->arena, &row);
	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, people_insert(tx, &row, &id)));
	return id;
}

int64_t
fixture_int(const struct fixture *f, const char *sql)
{
	return scratch_int(f->path, sql);
}

void
fixture_sql(const struct fixture *f, const char *sql)
{
	scratch_sql(f->path, sql);
}

const char *
fixture_payload(struct fixture *f, int64_t outbox)
{
	sqlite3 *raw;
	sqlite3_stmt *row;
	struct str plain;

	is_int(sqlite3_open_v2(f->path, &raw, SQLITE_OPEN_READONLY, NULL),
	    SQLITE_OK);
	is_int(sqlite3_prepare_v2(raw, "SELECT uid, payload_key, "
	    "payload_sealed FROM outbox WHERE id = ?1", -1, &row, NULL),
	    SQLITE_OK);
	sqlite3_bind_int64(row, 1, outbox);
	is_int(sqlite3_step(row), SQLITE_ROW);
	is_ok(seal_open(f->keys, (struct seal_place){ "outbox", "payload",
	    sqlite3_column_blob(row, 0) }, (struct sealed){
	    sqlite3_column_int64(row, 1), sqlite3_column_blob(row, 2),
	    (size_t)sqlite3_column_bytes(row, 2) }, f->arena, &plain));
	sqlite3_finalize(row);
	sqlite3_close(raw);
	return str_copy(f->arena, plain);
}

const char *
fixture_reason(const struct fixture *f)
{
	size_t n = f->act.refusals;

	return n == 0 ? "" : f->act.refusal[n - 1].reason;
}

/* No connection of SQLite's may live on both sides of a fork. */
static void
fixture_reopen(struct fixture *f)
{
	f->db = scratch_open(f->path, f->keys, f->modules);
	f->act.db = f->db;
}

/* One racer: waits for the pipe to close, runs, says how it went. */
static void
fixture_racer(struct fixture *f, int gate, int i,
    enum status (*run)(struct act *act, int i))
{
	enum status s;
	char c;

	fixture_reopen(f);
	while (read(gate, &c, 1) > 0)
		continue;
	s = run(&f->act, i);
	_exit(s == OK ? 0 : 1);
}

int
fixture_race(struct fixture *f, int n,
    enum status (*run)(struct act *act, int i))
{
	int gate[2], i, how, won = 0;

	is_ok(pipe(gate));
	db_close(f->db);
	for (i = 0; i < n; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid == 0) {
			close(gate[1]);
			fixture_racer(f, gate[0], i, run);
		}
	}
	close(gate[0]);
	close(gate[1]);
	for (i = 0; i < n; i++) {
		assert_true(wait(&how) > 0);
		if (WIFEXITED(how) && WEXITSTATUS(how) == 0)
			won++;
	}
	fixture_reopen(f);
	return won;
}
