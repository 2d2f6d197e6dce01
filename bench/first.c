/*
 * first: from exec to the first answer of a FastCGI program: what a restart
 * makes people wait.  The socket is ours, as a supervisor holds it; one GET is
 * sent at once and the clock runs until the first byte comes back.
 *
 *	first PROGRAM PATH	milliseconds, the median of 21 starts
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"

#include "base/banned.h"

#define STARTS 21
#define WAIT_S 5

/* FastCGI's records (specification 1.0, section 3.3 and 8). */
enum { BEGIN_REQUEST = 1, PARAMS = 4, STDIN = 5 };

static void
first_record(struct buf *b, int type, const struct buf *content)
{
	size_t n = content->n;

	buf_char(b, 1);
	buf_char(b, (char)type);
	buf_char(b, 0);
	buf_char(b, 1);			/* the request's id */
	buf_char(b, (char)(n >> 8));
	buf_char(b, (char)(n & 0xff));
	buf_char(b, 0);
	buf_char(b, 0);
	buf_str(b, buf_get(content));
}

static void
first_param(struct buf *b, const char *name, const char *value)
{
	buf_char(b, (char)strlen(name));
	buf_char(b, (char)strlen(value));
	buf_cstr(b, name);
	buf_cstr(b, value);
}

static void
first_request(struct buf *b, const char *path)
{
	char begin_text[9], params_text[1024];
	struct buf begin, params, nothing = { 0 };

	buf_fixed(&begin, begin_text, sizeof(begin_text));
	buf_add(&begin, "\0\1\0\0\0\0\0\0", 8);		/* a responder */
	buf_fixed(&params, params_text, sizeof(params_text));
	first_param(&params, "REQUEST_METHOD", "GET");
	first_param(&params, "DOCUMENT_URI", path);
	first_param(&params, "REQUEST_URI", path);
	first_param(&params, "QUERY_STRING", "");
	first_param(&params, "REMOTE_ADDR", "127.0.0.1");
	first_param(&params, "TRACE_ID", "0123456789abcdef0123456789abcdef");
	first_record(b, BEGIN_REQUEST, &begin);
	first_record(b, PARAMS, &params);
	first_record(b, PARAMS, &nothing);
	first_record(b, STDIN, &nothing);
}

static void
first_address(struct sockaddr_un *ret)
{
	struct buf b;

	*ret = (struct sockaddr_un){ .sun_family = AF_UNIX };
	buf_fixed(&b, ret->sun_path, sizeof(ret->sun_path));
	buf_printf(&b, "/tmp/watchbill-first-%d.sock", (int)getpid());
}

static int
first_listen(const struct sockaddr_un *at)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)unlink(at->sun_path);
	if (fd < 0 || bind(fd, (const struct sockaddr *)at,
	    sizeof(*at)) != 0 || listen(fd, 8) != 0) {
		fprintf(stderr, "first: %s: %s\n", at->sun_path,
		    strerror(errno));
		exit(1);
	}
	return fd;
}

static pid_t
first_exec(const char *program, int listening)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	if (dup2(listening, STDIN_FILENO) == STDIN_FILENO &&
	    freopen("/dev/null", "w", stderr) != NULL)
		execl(program, program, (char *)NULL);
	_exit(127);
}

/* Microseconds until something came back, or -1. */
static int64_t
first_ask(const struct sockaddr_un *at, int64_t began_us, const char *path)
{
	struct timeval patience = { .tv_sec = WAIT_S };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char request[2048], answer[256];
	struct buf b;
	ssize_t n = -1;

	buf_fixed(&b, request, sizeof(request));
	first_request(&b, path);
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
	    sizeof(patience));
	if (!b.failed && connect(fd, (const struct sockaddr *)at,
	    sizeof(*at)) == 0 && write(fd, b.p, b.n) == (ssize_t)b.n)
		n = read(fd, answer, sizeof(answer));
	close(fd);
	return n > 0 ? clock_monotonic_us() - began_us : -1;
}

static int64_t
first_once(const char *program, const char *path)
{
	struct sockaddr_un at;
	int64_t began_us, took_us;
	int listening;
	pid_t pid;

	first_address(&at);
	listening = first_listen(&at);
	began_us = clock_monotonic_us();
	pid = first_exec(program, listening);
	took_us = first_ask(&at, began_us, path);
	(void)kill(pid, SIGTERM);
	(void)waitpid(pid, NULL, 0);
	close(listening);
	(void)unlink(at.sun_path);
	return took_us;
}

static int
first_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

int
main(int argc, char **argv)
{
	int64_t took_us[STARTS];
	int i;

	if (argc != 3) {
		fputs("usage: first PROGRAM PATH\n", stderr);
		return 2;
	}
	for (i = 0; i < STARTS; i++) {
		took_us[i] = first_once(argv[1], argv[2]);
		if (took_us[i] < 0) {
			fprintf(stderr, "first: %s did not answer\n", argv[1]);
			return 1;
		}
	}
	qsort(took_us, STARTS, sizeof(took_us[0]), first_compare);
	printf("%.1f\n", (double)took_us[STARTS / 2] / 1000);
	return 0;
}
