/*
 * serve: FastCGI, and nothing else knows it: accept, read, answer, write, next.
 * libfcgi serves one connection at a time, so a process is one request at a
 * time; the pool is the concurrency (FACTS "FastCGI" 1).
 */
#include "web/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <fastcgi.h>
#include <fcgiapp.h>

#include "base/arena.h"
#include "base/log.h"
#include "web/answer.h"
#include "web/program.h"
#include "web/response.h"

#include "base/banned.h"

#define SERVE_ARENA ((size_t)8 * 1024 * 1024)
#define SERVE_HEAD_MAX ((size_t)24 * 1024)
#define SERVE_CHUNK ((size_t)32 * 1024)	/* of the body, in one record */
#define SERVE_RECORD 8
#define SERVE_LAST (3 * SERVE_RECORD)
#define SERVE_LISTEN 0		/* the supervisor's socket is our input */

static volatile sig_atomic_t serve_ending;

/* The request in flight is finished; accept gives up. */
static void
serve_end(int signal_number)
{
	(void)signal_number;
	serve_ending = 1;
	FCGX_ShutdownPending();
}

/* Without SA_RESTART: else accept would never come back (FACTS 5).  multiwatch
 * turns its own SIGTERM into our SIGQUIT. */
static void
serve_signals(void)
{
	struct sigaction end = { .sa_handler = serve_end };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	(void)sigemptyset(&end.sa_mask);
	(void)sigaction(SIGTERM, &end, NULL);
	(void)sigaction(SIGINT, &end, NULL);
	(void)sigaction(SIGQUIT, &end, NULL);
	(void)sigaction(SIGUSR1, &end, NULL);
	(void)sigaction(SIGPIPE, &ignore, NULL);
}

static enum status
serve_socket(const char *program)
{
	int listening = 0;
	socklen_t n = sizeof(listening);

	if (getsockopt(SERVE_LISTEN, SOL_SOCKET, SO_ACCEPTCONN, &listening,
	    &n) == 0 && listening)
		return OK;
	fprintf(stderr, "%s: standard input is no listening socket; "
	    "spawn-fcgi or systemd starts this program\n", program);
	return E_INVALID;
}

/* nginx has buffered the whole body, so a short one is a broken one. */
static enum status
serve_body(FCGX_Request *fcgi, struct answer *w, struct arena *a)
{
	size_t n = w->incoming.body_n;
	char *body = arena_alloc(a, n + 1);
	int got;

	if (n == 0)
		return OK;
	got = FCGX_GetStr(body, (int)n, fcgi->in);
	if (got < 0 || (size_t)got != n)
		return E_MALFORMED;
	w->incoming.body = (struct str){ body, n };
	return OK;
}

/* The head of a record, as FastCGI 1.0 draws it (3.3). */
static void
serve_record(const FCGX_Request *fcgi, uint8_t type, size_t n,
    uint8_t ret[SERVE_RECORD])
{
	const uint8_t head[SERVE_RECORD] = { FCGI_VERSION_1, type,
	    (uint8_t)(fcgi->requestId >> 8), (uint8_t)fcgi->requestId,
	    (uint8_t)(n >> 8), (uint8_t)n, 0, 0 };

	memcpy(ret, head, sizeof(head));
}

/* No more output, and the request is complete: three times eight bytes. */
static void
serve_last(const FCGX_Request *fcgi, uint8_t ret[SERVE_LAST])
{
	memset(ret, 0, SERVE_LAST);
	serve_record(fcgi, FCGI_STDOUT, 0, ret);
	serve_record(fcgi, FCGI_END_REQUEST, SERVE_RECORD, ret + SERVE_RECORD);
}

/* Whether anybody still listens does not change what was done. */
static bool
serve_send(int fd, struct iovec *v, int n)
{
	ssize_t sent;

	while (n > 0) {
		sent = writev(fd, v, n);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return false;
		for (; n > 0 && (size_t)sent >= v->iov_len; v++, n--)
			sent -= (ssize_t)v->iov_len;
		if (n > 0) {
			v->iov_base = (char *)v->iov_base + sent;
			v->iov_len -= (size_t)sent;
		}
	}
	return true;
}

static struct iovec
serve_iovec(const void *p, size_t n)
{
	union { const void *in; void *out; } base = { .in = p };

	return (struct iovec){ base.out, n };
}

/*
 * libfcgi would write 8 KB at a time and wake nginx for each, so the answer
 * goes past its stream, in records of up to 32 KB with those that end it.
 */
static void
serve_write(const FCGX_Request *fcgi, const struct answer *w, struct arena *a)
{
	struct str body = w->incoming.head ? STR("") : w->reply.body;
	uint8_t record[SERVE_RECORD], last[SERVE_LAST];
	struct iovec v[4];
	struct buf head;
	size_t n;

	buf_init(&head, a, SERVE_HEAD_MAX);
	response_head(&w->reply, &head);
	serve_last(fcgi, last);
	do {
		n = body.n < SERVE_CHUNK ? body.n : SERVE_CHUNK;
		serve_record(fcgi, FCGI_STDOUT, head.n + n, record);
		v[0] = serve_iovec(record, sizeof(record));
		v[1] = serve_iovec(head.p, head.n);
		v[2] = serve_iovec(body.p, n);
		v[3] = serve_iovec(last, n < body.n ? 0 : sizeof(last));
		if (!serve_send(fcgi->ipcFd, v, 4))
			return;
		buf_reset(&head);
		body = (struct str){ body.p + n, body.n - n };
	} while (body.n > 0);
}

/*
 * A connection is closed at once when nothing is left to read on it; else
 * libfcgi drains it, so that nginx does not lose the answer to a reset.
 */
static void
serve_close(FCGX_Request *fcgi, bool all_read)
{
	if (all_read)
		(void)FCGX_Detach(fcgi);
	FCGX_Free(fcgi, 1);
}

static void
serve_one(struct program_run *p, FCGX_Request *fcgi, struct arena *a)
{
	struct answer w;
	enum status s;

	s = answer_begin(p, a, (const char *const *)fcgi->envp, &w);
	if (s == OK)
		s = serve_body(fcgi, &w, a);
	answer_make(&w, s);
	serve_write(fcgi, &w, a);
	serve_close(fcgi, s == OK);
	answer_end(&w);
	arena_reset(a);
}

static int
serve_loop(struct program_run *p)
{
	struct arena *a = arena_new(SERVE_ARENA);
	FCGX_Request fcgi;
	int failed = 0;

	if (FCGX_InitRequest(&fcgi, SERVE_LISTEN,
	    FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		failed = 1;
	while (!failed && !serve_ending) {
		if (FCGX_Accept_r(&fcgi) == 0)
			serve_one(p, &fcgi, a);
		else if (!serve_ending && errno != EINTR)
			failed = 1;
	}
	FCGX_Free(&fcgi, 1);
	arena_free(a);
	if (failed)
		LOG(LOG_ERROR, "accept", LOG_TEXT("why", strerror(errno)));
	return failed;
}

static int
serve_start(const struct program_in *in)
{
	struct program_run *p;
	int failed;

	if (serve_socket(program_name(in->program)) != OK || FCGX_Init() != 0)
		return 1;
	serve_signals();
	if (program_open(in, 0, &p) != OK)
		return 1;
	LOG(LOG_INFO, "started", LOG_TEXT("site", p->config.site.url));
	failed = serve_loop(p);
	LOG(LOG_INFO, "stopped", LOG_INT("failed", failed));
	program_close(p);
	return failed;
}

/* For people: what is wrong stands on stderr once, in words. */
static int
serve_check(const struct program_in *in)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct program_run *p;

	if (nowhere < 0 || program_open(in, nowhere, &p) != OK)
		return 1;
	program_close(p);
	return 0;
}

int
serve(const struct program_in *in, int argc, char *const *argv)
{
	if (argc <= 1)
		return serve_start(in);
	if (argc == 2 && strcmp(argv[1], "--check") == 0)
		return serve_check(in);
	fprintf(stderr, "usage: %s [--check]\n", program_name(in->program));
	return 2;
}
