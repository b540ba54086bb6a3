#include "core/demo/demo_inbox.h"

#include <utility>

namespace binnacle::demo {

namespace {

constexpr std::size_t kMostLetters = 1'000; // older ones are thrown away

} // namespace

Result<std::unique_ptr<DemoInbox>> DemoInbox::open()
{
    std::unique_ptr<DemoInbox> inbox(new DemoInbox);
    http::Router router;
    router.add(http::Method::Post, "/inbox/{channel}",
        [&inbox = *inbox](const http::Exchange &exchange) { inbox.take(exchange); });
    auto server
        = http::Server::start({.address = "127.0.0.1", .port = 0, .threads = 1}, std::move(router));
    if (!server)
        return server.error();
    inbox->m_server = *std::move(server);
    return inbox;
}

DemoInbox::~DemoInbox() = default;

void DemoInbox::take(const http::Exchange &exchange)
{
    const http::Request &request = exchange.request;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_letters.size() == kMostLetters)
            m_letters.erase(m_letters.begin());
        m_letters.push_back({.channel = request.captures.front(),
            .body = request.body,
            .idempotencyKey = std::string(request.header("idempotency-key"))});
    }
    exchange.respond(http::json(R"({"status":"ok"})"), {});
}

std::vector<DemoInbox::Letter> DemoInbox::letters() const
{
    const std::scoped_lock lock(m_mutex);
    return m_letters;
}

} // namespace binnacle::demo
