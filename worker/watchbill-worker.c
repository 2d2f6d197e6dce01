/*
 * watchbill-worker: the one process of an instance that sends what has to
 * leave the machine, and tidies by the clock.
 *
 *	messages that are due -> one job that is due -> wait for a poke, the
 *	next due time or 5 s
 *
 * One round does a little, so that a one-time code never waits for long, and
 * SIGTERM is noticed between two messages.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "gateway/gateway.h"
#include "jobs.h"
#include "service/delivery.h"
#include "service/instance.h"
#include "store/audit.h"
#include "store/bookings.h"
#include "store/challenges.h"
#include "store/leases.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/retention.h"
#include "store/schedules.h"
#include "store/sessions.h"
#include "store/shift_edits.h"
#include "store/shifts.h"
#include "view/language.h"
#include "watch.h"

#include "base/banned.h"

#define WORKER_LIFE_BYTES ((size_t)16 * 1024 * 1024)
#define WORKER_ROUND_BYTES ((size_t)64 * 1024 * 1024)
#define WORKER_POLL_S 5			/* without a poke */
#define WORKER_PAUSE_S 1		/* after the database failed us */

static const struct module *const modules[] = {
	&audit_module, &bookings_module, &challenges_module, &leases_module,
	&outbox_module, &people_module, &retention_module, &schedules_module,
	&sessions_module, &shift_edits_module, &shifts_module, NULL,
};

static volatile sig_atomic_t worker_stop;

struct worker {
	struct instance *instance;
	struct arena *life, *round;
	const struct gateway *gateways[2];	/* NULL ended */
	struct delivery delivery;
	struct jobs jobs;
	int poke;
};

static void
worker_on_stop(int signal)
{
	(void)signal;
	worker_stop = 1;
}

/* Without SA_RESTART: a sleep ends, a message in hand does not. */
static void
worker_catch_signals(void)
{
	struct sigaction stop = { .sa_handler = worker_on_stop };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigemptyset(&stop.sa_mask);
	sigemptyset(&ignore.sa_mask);
	(void)sigaction(SIGTERM, &stop, NULL);
	(void)sigaction(SIGINT, &stop, NULL);
	(void)sigaction(SIGPIPE, &ignore, NULL);
	(void)sigaction(SIGHUP, &ignore, NULL);
}

static enum status
worker_words(struct worker *w)
{
	const char *locale = instance_locale_dir();
	struct wording *words;
	enum status s = language_load(locale);

	if (s != OK) {
		fprintf(stderr, "watchbill-worker: the translations in "
		    "%s cannot be read\n", locale);
		return s;
	}
	s = wording_load(str_printf(w->life, "%s/templates",
	    instance_share_dir()), w->life, &words);
	if (s != OK)
		return s;
	w->delivery.wording = words;
	return OK;
}

static enum status
worker_open(struct worker *w, const char *dir)
{
	const struct instance_options o = {
		.dir = dir, .program = "watchbill-worker", .modules = modules,
		.no_metrics = true,
	};
	struct act act;
	enum status s = instance_open(&o, &w->instance);

	if (s == OK)
		s = watch_lock(w->instance->dir);
	if (s == OK)
		s = worker_words(w);
	if (s == OK)
		s = gateway_open(&w->instance->config, "sms", w->life,
		    &w->gateways[0]);
	if (s != OK)
		return s;
	instance_act(w->instance, w->round, "system", &act);
	s = delivery_start(&act);
	if (s == OK)
		s = watch_open(w->instance->dir, &w->poke);
	return s;
}

/* Messages, then one job; gives when to look again. */
static int64_t
worker_round(struct worker *w)
{
	struct delivery_round round;
	int64_t next, job;
	struct act act;
	enum status s;

	arena_reset(w->round);
	instance_act(w->instance, w->round, "system", &act);
	log_trace(act.trace_id);
	s = delivery_run(&act, &w->delivery, &round);
	if (s != OK)
		LOG(LOG_WARN, "delivery-failed",
		    LOG_TEXT("status", status_slug(s)));
	next = s == OK ? round.next_at : act.now + WORKER_PAUSE_S;
	if (!worker_stop)
		jobs_run(&w->jobs, &act);
	job = jobs_next(&w->jobs, clock_now());
	return job < next ? job : next;
}

static void
worker_run(struct worker *w)
{
	int64_t next, wait_s;

	while (!worker_stop) {
		next = worker_round(w);
		wait_s = next - clock_now();
		if (wait_s > WORKER_POLL_S)
			wait_s = WORKER_POLL_S;
		if (wait_s > 0)
			watch_wait(w->poke, wait_s * 1000, &worker_stop);
	}
}

static int
worker_usage(FILE *out)
{
	fputs("usage: watchbill-worker [--dir DIR]\n"
	    "Sends the messages of an instance and tidies it by the clock.\n"
	    "  --dir DIR  the instance; else WATCHBILL_DIR, else ./var\n"
	    "  --help     this text\n", out);
	return out == stdout ? 0 : 2;
}

static bool
worker_arguments(int argc, char **argv, const char **dir)
{
	int i;

	for (i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--dir") != 0)
			return false;
		*dir = argv[i + 1];
	}
	return i == argc;
}

int
main(int argc, char **argv)
{
	struct worker w = { .jobs = jobs_all(), .poke = -1 };
	const char *dir = NULL;
	enum status s;

	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return worker_usage(stdout);
	if (!worker_arguments(argc, argv, &dir))
		return worker_usage(stderr);
	w.life = arena_new(WORKER_LIFE_BYTES);
	w.round = arena_new(WORKER_ROUND_BYTES);
	w.delivery = (struct delivery){
		.worker = str_printf(w.life, "%ld", (long)getpid()),
		.gateways = w.gateways, .stop = &worker_stop,
	};
	worker_catch_signals();
	s = worker_open(&w, dir);
	if (s == OK) {
		LOG(LOG_INFO, "worker-ready", LOG_TEXT("dir",
		    w.instance->dir));
		worker_run(&w);
		LOG(LOG_INFO, "worker-stopped", LOG_TEXT("dir",
		    w.instance->dir));
	}
	instance_close(w.instance);
	arena_free(w.round);
	arena_free(w.life);
	return s == OK ? 0 : 1;
}
