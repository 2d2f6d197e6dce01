/* poke: see the header. */
#include "service/poke.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/str.h"

#include "base/banned.h"

#define POKE_SOCKET "worker.sock"

/* Where the socket is; *dir_fd is open while the address is in use, or -1. */
static enum status
poke_address(const char *dir, struct sockaddr_un *at, int *dir_fd)
{
	char run[PATH_MAX];
	struct buf b;

	*dir_fd = -1;
	*at = (struct sockaddr_un){ .sun_family = AF_UNIX };
	buf_fixed(&b, at->sun_path, sizeof(at->sun_path));
	buf_printf(&b, "%s/run/" POKE_SOCKET, dir);
	if (!b.failed)
		return OK;
	buf_fixed(&b, run, sizeof(run));
	buf_printf(&b, "%s/run", dir);
	*dir_fd = b.failed ? -1 :
	    open(run, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (*dir_fd < 0)
		return E_FAULT;
	*at = (struct sockaddr_un){ .sun_family = AF_UNIX };
	buf_fixed(&b, at->sun_path, sizeof(at->sun_path));
	buf_printf(&b, "/proc/self/fd/%d/" POKE_SOCKET, *dir_fd);
	return OK;
}

/* Closes without losing why it failed. */
static void
poke_close(int fd)
{
	int why = errno;

	if (fd >= 0)
		close(fd);
	errno = why;
}

enum status
poke_listen(const char *dir, int *ret)
{
	struct sockaddr_un at;
	int dir_fd, fd = -1;
	enum status s = poke_address(dir, &at, &dir_fd);

	if (s != OK)
		return s;
	s = E_FAULT;
	if (unlink(at.sun_path) != 0 && errno != ENOENT)
		goto out;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || bind(fd, (const struct sockaddr *)&at,
	    sizeof(at)) != 0 || chmod(at.sun_path, 0600) != 0)
		goto out;
	*ret = fd;
	s = OK;
out:
	if (s != OK)
		poke_close(fd);
	poke_close(dir_fd);
	return s;
}

/* One socket for the life of the process; a datagram never waits. */
static int
poke_socket(void)
{
	static int fd = -1;

	if (fd < 0)
		fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
		    0);
	return fd;
}

enum status
poke_send(const char *dir)
{
	struct sockaddr_un at;
	ssize_t n;
	int dir_fd, fd = poke_socket();
	enum status s = poke_address(dir, &at, &dir_fd);

	if (s != OK || fd < 0)
		return E_FAULT;
	n = sendto(fd, "", 1, MSG_NOSIGNAL, (const struct sockaddr *)&at,
	    sizeof(at));
	poke_close(dir_fd);
	if (n == 1)
		return OK;
	if (errno == EAGAIN)
		return E_BUSY;
	return errno == ENOENT || errno == ECONNREFUSED ? E_NOTFOUND :
	    E_FAULT;
}
