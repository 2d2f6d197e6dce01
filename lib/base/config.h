/*
 * config: the one INI file.  Each key stands once in the table of config.c
 * with type, range, default, help, and whether production requires it.
 * WATCHBILL_<SECTION>_<KEY> in the environment overrides the file.
 */
#ifndef WATCHBILL_BASE_CONFIG_H
#define WATCHBILL_BASE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct arena;

struct config {
	struct {
		const char *name;	/* of the watch */
		const char *url;	/* https://host[:port], no slash */
		const char *zone;	/* IANA; the watch's own */
		const char *language;	/* default language */
		const char *country;	/* ISO 3166: how phones are read */
		const char *emergency;	/* the number to ring, "112" */
	} site;
	struct {
		bool production;
		const char *dir;	/* the instance's: keys, database */
	} server;
	struct {
		int64_t horizon_days;	/* 1..400, default 90 */
		int64_t free_cancel_min;	/* default 120 */
	} rota;
	struct {
		int64_t session_days;	/* default 30 */
		int64_t code_s;		/* a code's life, default 300 */
	} login;
	struct {
		int64_t codes_per_hour;	/* an address, default 10 */
		int64_t codes_per_number;	/* an hour, default 10 */
		int64_t callbacks_per_min;	/* an address, default 5 */
		int64_t applies_per_hour;	/* an address, default 10 */
		int64_t reads_per_min;	/* an address */
		int64_t writes_per_min;
	} limits;
	struct {
		int64_t promise_min;	/* we ring within, default 120 */
		int64_t keep_days;	/* default 30 */
	} callbacks;
	struct {
		const char *provider;	/* "file" */
		int64_t max_attempts;	/* default 8 */
		int64_t backoff_s;	/* the first pause, default 30 */
		const char *fail;	/* "", "temporary", "permanent" */
	} sms;
	struct {
		const char *clock_offset_file;	/* "": none */
	} test;				/* refused in production */
};

/*
 * config_load(path, a, ret): the file (NULL: defaults only), then the
 * environment, then the rules between keys.
 *
 * Fails    E_INVALID with one line on stderr per problem, each naming file:line
 *          or variable, the key and what it must be: an unknown key or section,
 *          a value out of range, a required key missing, a development default
 *          or a [test] section in production.
 *          A variable WATCHBILL_<SECTION>_... that is no key is one too.
 * Owns     memory from a (some 100 KB); text is never NULL.
 * Source   DESIGN "Configuration"; ACCEPTANCE R-23.
 */
MUST_USE enum status config_load(const char *path, struct arena *a,
    struct config *ret);

/*
 * One line per key, its columns split by tabs: section.key, type, what it must
 * be, default, rule of production, help (for --help, man page and
 * watchbill.conf.example, which a test holds against it).
 */
void config_describe(void (*line)(const char *text, void *arg), void *arg);

#endif
