/*
 * rota: people and shifts to read and book, put there with plain SQL.
 *
 * The clock of these tests is small: a shift "at 100" starts at 100 000 s.
 */
#ifndef WATCHBILL_TESTS_UNIT_STORE_ROTA_H
#define WATCHBILL_TESTS_UNIT_STORE_ROTA_H

#include "scratch.h"

#define ROTA_PEOPLE 8

struct rota {
	struct arena *a;
	const char *path;
	struct db *db;
};

/* Persons 1..8, "P1" to "P8", volunteers. */
static inline void
rota_people(const char *path, struct arena *a)
{
	int i;

	for (i = 1; i <= ROTA_PEOPLE; i++)
		scratch_sql(path, str_printf(a, "INSERT INTO person (id, uid, "
		    "name, role, phone_key, phone_sealed, phone_index, "
		    "created_at) VALUES (%d, randomblob(16), 'P%d', "
		    "'volunteer', 1, x'00', x'%04d', 0)", i, i, i));
}

static inline int
rota_up(void **state, const char *name, const struct module *const *modules)
{
	struct rota *r = calloc(1, sizeof(*r));

	r->a = arena_new((size_t)64 * 1024 * 1024);
	r->path = scratch_make(name, r->a);
	rota_people(r->path, r->a);
	r->db = scratch_open(r->path, NULL, modules);
	*state = r;
	return 0;
}

static inline int
rota_down(void **state)
{
	struct rota *r = *state;

	db_close(r->db);
	scratch_remove(r->path, r->a);
	arena_free(r->a);
	free(r);
	return 0;
}

static inline void
rota_sql(struct rota *r, const char *sql)
{
	scratch_sql(r->path, sql);
}

/* A schedule of that id, with nothing on it that a list of shifts reads. */
static inline void
rota_schedule(struct rota *r, int id)
{
	rota_sql(r, str_printf(r->a, "INSERT INTO schedule (id, name, zone, "
	    "duration_min, starts_on, seats, needed, entered_as, entered, "
	    "expanded_to, created_at) VALUES (%d, 'S%d', 'UTC', 60, "
	    "'2026-01-01', 1, 1, 'cron', '{}', 0, 0)", id, id));
}

/* A shift of ten (thousand seconds) at `at`, of a schedule (0: none). */
static inline void
rota_shift(struct rota *r, int id, int schedule, int at, int seats)
{
	const char *of = schedule == 0 ? "NULL, NULL" :
	    str_printf(r->a, "%d, '%d'", schedule, id);

	rota_sql(r, str_printf(r->a, "INSERT INTO shift (id, schedule, "
	    "occurrence, zone, name, starts_at, ends_at, seats, needed) "
	    "VALUES (%d, %s, 'UTC', 'shift %d', %d, %d, %d, 1)", id, of, id,
	    at * 1000, at * 1000 + 10000, seats));
}

static inline void
rota_booking(struct rota *r, int shift, int seat, int person)
{
	rota_sql(r, str_printf(r->a, "INSERT INTO booking (shift, starts_at, "
	    "ends_at, seat, person, source, booked_at, booked_by) "
	    "SELECT id, starts_at, ends_at, %d, %d, 'self', 0, %d "
	    "FROM shift WHERE id = %d", seat, person, person, shift));
}

/*
 * rota_unsorted(r, m): no list of m sorts what it reads: an index has the
 * order of the page already.  (statements_test looks for the SCANs.)
 */
static inline void
rota_unsorted(struct rota *r, const struct module *m)
{
	sqlite3_stmt *stmt;
	const char *line;
	sqlite3 *raw;
	size_t i;

	is_int(sqlite3_open(r->path, &raw), SQLITE_OK);
	for (i = 0; i < m->n; i++) {
		if (strstr(m->sql[i].sql, ":limit") == NULL &&
		    strstr(m->sql[i].sql, ":last") == NULL)
			continue;
		is_int(sqlite3_prepare_v2(raw, str_printf(r->a,
		    "EXPLAIN QUERY PLAN %s", m->sql[i].sql), -1, &stmt, NULL),
		    SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			line = (const char *)sqlite3_column_text(stmt, 3);
			if (strstr(line, "TEMP B-TREE") != NULL)
				fail_msg("%s: %s", m->sql[i].sql, line);
		}
		sqlite3_finalize(stmt);
	}
	sqlite3_close(raw);
}

#endif
