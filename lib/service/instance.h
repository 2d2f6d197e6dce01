/*
 * instance: what every program opens before it serves: the directory with
 * its configuration, keys, database and run files.
 *
 *	DIR/watchbill.conf		configuration
 *	DIR/keys/watchbill.keys		the keyring, 0600
 *	DIR/watchbill.db		with .lock, -wal and -shm beside it
 *	DIR/run/metrics			counters and rate buckets
 */
#ifndef WATCHBILL_SERVICE_INSTANCE_H
#define WATCHBILL_SERVICE_INSTANCE_H

#include "base/config.h"
#include "domain/seal.h"
#include "service/act.h"
#include "store/db.h"

#define INSTANCE_DIR "var"
#define INSTANCE_CONFIG "watchbill.conf"
#define INSTANCE_KEYS "keys/watchbill.keys"
#define INSTANCE_DATABASE "watchbill.db"
#define INSTANCE_METRICS "run/metrics"

struct instance_options {
	const char *dir;	/* NULL: WATCHBILL_DIR, else ./var */
	const char *program;	/* stands in each log line */
	const struct module *const *modules;	/* NULL ended */
	bool read_only;		/* the database, and no metrics */
	bool no_metrics;	/* a command's: it limits nobody's rate */
	int log_fd;		/* 0: stderr */
};

struct instance {
	struct config config;	/* server.dir is dir */
	struct keyring *keys;
	struct db *db;
	const struct zone *zone;	/* the watch's */
	struct arena *arena;	/* the process's */
	const char *dir;	/* absolute */
};

/*
 * instance_open(o, ret): all of it, in the order config, zone, keys, clock,
 * metrics, database.
 *
 * Gives    with umask 077 set: what is made later is nobody else's.
 * Fails    E_INVALID (configuration), E_FAULT: one line on stderr that says
 *          what is missing or wrong and what to do; nothing is left open.
 * Owns     the caller, until instance_close; one per process.
 */
MUST_USE enum status instance_open(const struct instance_options *o,
    struct instance **ret);
void instance_close(struct instance *i);

/*
 * The pieces, for a program that needs less or makes one (watchbill init).
 * instance_dir: absolute, if it is there; otherwise as given.
 */
const char *instance_dir(const char *given, struct arena *a);
const char *instance_path(const char *dir, const char *file, struct arena *a);
/* DIR/watchbill.conf; sets server.dir and the clock's offset file. */
MUST_USE enum status instance_config(const char *dir, struct arena *a,
    struct config *ret);
/* DIR/keys/watchbill.keys.  E_FAULT: absent, or readable by others. */
MUST_USE enum status instance_keys(const char *dir, struct arena *a,
    struct keyring **ret);

/*
 * instance_share_dir(): where migrations, templates and static files are:
 * WATCHBILL_SHARE, else the installed $(pkgdatadir), else the source
 * tree that the program was built in, found upwards from it.
 */
const char *instance_share_dir(void);
/* Where the translations are: WATCHBILL_LOCALE, else locale/ of the build
 * tree, else $(localedir). */
const char *instance_locale_dir(void);

/* instance_act(i, a, kind, ret): an act of nobody's, now, in the site's
 * language, with a trace id of its own.  kind is audit's: "operator",
 * "system". */
void instance_act(const struct instance *i, struct arena *a,
    const char *kind, struct act *ret);

#endif
