#include "core/http/transport.h"

#include <cerrno>
#include <sys/socket.h>
#include <sys/types.h>

namespace binnacle::http {

namespace {

IoResult outcomeOf(ssize_t moved, IoOutcome whenBusy)
{
    if (moved > 0)
        return {IoOutcome::Done, static_cast<std::size_t>(moved)};
    if (moved == 0)
        return {IoOutcome::Eof};
    return {errno == EAGAIN || errno == EWOULDBLOCK ? whenBusy : IoOutcome::Failed};
}

class PlainTransport final : public Transport
{
public:
    explicit PlainTransport(int descriptor)
        : m_descriptor(descriptor)
    {}

    IoResult handshake() override { return {IoOutcome::Done}; }

    IoResult read(char *into, std::size_t size) override
    {
        ssize_t moved = 0;
        do {
            moved = recv(m_descriptor, into, size, MSG_DONTWAIT);
        } while (moved < 0 && errno == EINTR);
        return outcomeOf(moved, IoOutcome::WantRead);
    }

    IoResult write(std::string_view bytes, bool more) override
    {
        const int flags = MSG_DONTWAIT | MSG_NOSIGNAL | (more ? MSG_MORE : 0);
        ssize_t moved = 0;
        do {
            moved = send(m_descriptor, bytes.data(), bytes.size(), flags);
        } while (moved < 0 && errno == EINTR);
        return outcomeOf(moved, IoOutcome::WantWrite);
    }

    void finish() override { shutdown(m_descriptor, SHUT_WR); }

private:
    const int m_descriptor;
};

} // namespace

std::unique_ptr<Transport> makePlainTransport(int descriptor)
{
    return std::make_unique<PlainTransport>(descriptor);
}

} // namespace binnacle::http
