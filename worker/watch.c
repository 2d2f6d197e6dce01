/* watch: see the header. */
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "service/poke.h"

#include "base/banned.h"

#define WATCH_LOCK "run/worker.lock"

static enum status
watch_refuse(enum status s, const char *path, const char *why)
{
	LOG(LOG_ERROR, "worker-refused", LOG_TEXT("path", path),
	    LOG_TEXT("why", why));
	fprintf(stderr, "watchbill-worker: %s: %s\n", path, why);
	return s;
}

enum status
watch_lock(const char *dir)
{
	char path[PATH_MAX];
	struct buf b;
	int fd, why;

	buf_fixed(&b, path, sizeof(path));
	buf_printf(&b, "%s/run", dir);
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return watch_refuse(E_FAULT, path, strerror(errno));
	buf_reset(&b);
	buf_printf(&b, "%s/" WATCH_LOCK, dir);
	fd = b.failed ? -1 : open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return watch_refuse(E_FAULT, path, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return OK;	/* fd stays open: it is the lock */
	why = errno;
	close(fd);
	if (why == EWOULDBLOCK)
		return watch_refuse(E_CONFLICT, path, "another worker of this "
		    "instance is running; stop it first");
	return watch_refuse(E_FAULT, path, strerror(why));
}

enum status
watch_open(const char *dir, int *ret)
{
	enum status s = poke_listen(dir, ret);

	return s == OK ? OK : watch_refuse(s, dir, strerror(errno));
}

void
watch_wait(int fd, int64_t wait_ms, const volatile sig_atomic_t *stop)
{
	struct timespec ts = {
		.tv_sec = wait_ms / 1000,
		.tv_nsec = wait_ms % 1000 * 1000000,
	};
	struct pollfd p = { .fd = fd, .events = POLLIN };
	sigset_t block, before;
	char drop[8];

	sigemptyset(&block);
	sigaddset(&block, SIGTERM);
	sigaddset(&block, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &block, &before);
	if (!*stop && ppoll(&p, 1, &ts, &before) > 0)
		while (recv(fd, drop, sizeof(drop), MSG_DONTWAIT) >= 0)
			continue;	/* many pokes, one look */
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
}
