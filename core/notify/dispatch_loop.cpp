#include "core/notify/dispatch_loop.h"

#include "core/notify/attempt_outcome.h"
#include "core/notify/log.h"
#include "core/notify/message_json.h"
#include "core/notify/templates.h"
#include "core/store/read_snapshot.h"
#include "core/store/reader_pool.h"

#include <algorithm>

namespace binnacle::notify {

namespace {

constexpr Duration kStorePatience{5'000}; // before the store is asked again after it failed
constexpr Duration kMinute{60'000};
constexpr Duration kBeat{20}; // of waiting for the end

} // namespace

DispatchLoop::DispatchLoop(const DispatchParts &parts)
    : m_parts(parts)
    , m_inbox(std::make_shared<DispatchInbox>(m_transfers))
{}

DispatchLoop::~DispatchLoop()
{
    m_inbox->close();
}

void DispatchLoop::wake()
{
    m_inbox->post([this] { m_wantsRead = true; });
}

void DispatchLoop::write(Job job, std::function<void(const Status &)> done)
{
    ++m_jobs;
    m_parts.writer.submit(
        std::move(job), [inbox = m_inbox, done = std::move(done), this](const Status &status) {
            inbox->post([this, done, status] {
                --m_jobs;
                done(status);
            });
        });
}

void DispatchLoop::later(Duration delay, std::function<void()> task)
{
    m_later.push_back({m_parts.clock.elapsed() + delay, std::move(task)});
}

void DispatchLoop::runDue()
{
    const Duration now = m_parts.clock.elapsed();
    std::vector<Later> waiting;
    for (Later &entry : std::exchange(m_later, {})) {
        if (entry.due <= now)
            entry.task();
        else
            waiting.push_back(std::move(entry));
    }
    m_later.insert(m_later.end(), std::make_move_iterator(waiting.begin()),
        std::make_move_iterator(waiting.end()));
}

// How long nothing will have to be done, at most `most`.
Duration DispatchLoop::patience(Duration most)
{
    const Duration now = m_parts.clock.elapsed();
    Duration wait = most;
    for (const Later &entry : m_later)
        wait = std::min(wait, entry.due - now);
    for (auto &[id, lane] : m_lanes) {
        if (lane.isBusy || !lane.next || m_isStopping)
            continue;
        wait = std::min(wait, std::max(lane.notBefore - now, lane.limit.untilNext(now)));
    }
    return std::max(wait, Duration{0});
}

void DispatchLoop::run(const std::stop_token &stop)
{
    const std::stop_callback woken(stop, [this] { m_inbox->post([] {}); });
    ignoreBrokenPipes();
    recover();
    Duration recheckAt = m_parts.clock.elapsed() + m_parts.settings.recheck;
    while (!stop.stop_requested()) {
        for (const auto &task : m_inbox->take())
            task();
        runDue();
        if (m_parts.clock.elapsed() >= recheckAt) {
            m_wantsRead = true;
            recheckAt = m_parts.clock.elapsed() + m_parts.settings.recheck;
        }
        if (m_wantsRead && m_isRecovered && !m_isReading)
            read();
        advance();
        m_transfers.wait(patience(m_parts.settings.recheck));
        for (const TransferLoop::Finished &end : m_transfers.collect())
            finished(m_flights.at(end.key), end.answer);
    }
    finishAll();
}

void DispatchLoop::recover()
{
    write(closeInterrupted, [this](const Status &closed) {
        m_isRecovered = closed.has_value();
        if (!closed)
            later(kStorePatience, [this] { recover(); });
    });
}

void DispatchLoop::read()
{
    m_wantsRead = false;
    m_isReading = true;
    ++m_jobs;
    const auto answer = [this, inbox = m_inbox](const Result<Queues> &queues) {
        inbox->post([this, queues] {
            --m_jobs;
            m_isReading = false;
            if (queues)
                return took(*queues);
            qCWarning(
                lcNotify, "the outbox cannot be read error=\"%s\"", queues.error().message.c_str());
            later(kStorePatience, [this] { m_wantsRead = true; });
        });
    };
    const Timestamp since = m_parts.clock.now() - kMinute;
    m_parts.readers.post(
        [answer, since, &seal = m_parts.seal](store::Connection &connection) {
            const store::ReadSnapshot snapshot(connection);
            auto heads = readHeads(connection);
            auto channels = readOpenChannels(connection, seal);
            auto recent = readRecentChannels(connection, since);
            if (!heads || !channels || !recent)
                return answer(!heads ? heads.error()
                        : !channels  ? channels.error()
                                     : recent.error());
            return answer(Queues{*std::move(heads), *std::move(channels), *std::move(recent)});
        },
        [answer](const Error &error) { answer(error); });
}

void DispatchLoop::took(Queues queues)
{
    for (auto &[id, lane] : m_lanes)
        lane.next.reset();
    const Duration now = m_parts.clock.elapsed();
    for (OutboxHead &head : queues.heads) {
        const auto channel = std::ranges::find_if(queues.channels,
            [&head](const OpenChannel &known) { return known.channel.id == head.channel; });
        const bool isKnown = channel != queues.channels.end();
        auto lane = m_lanes.find(head.channel);
        if (lane == m_lanes.end()) {
            const ChannelType type = isKnown ? channel->channel.type : ChannelType::Webhook;
            lane = m_lanes.emplace(head.channel, Lane(RateLimit(type, now))).first;
            // Sent before this program was started: nobody knows how much. Where the limit is our
            // own that does not matter.
            const bool wasUsed
                = std::ranges::find(queues.recent, head.channel) != queues.recent.end();
            if (wasUsed && type != ChannelType::Webhook)
                lane->second.limit.drain(now);
        }
        if (lane->second.isBusy)
            continue;
        lane->second.channel = isKnown ? std::make_shared<const OpenChannel>(*channel) : nullptr;
        // Tried before a restart: the rest of its wait, by a clock that may have been set.
        if (head.attempts > 0 && lane->second.heldFor != head.id) {
            const Duration rest = head.nextAt - m_parts.clock.now();
            lane->second.notBefore
                = now + std::clamp(rest, Duration{0}, m_parts.settings.longestRetryAfter);
            lane->second.heldFor = head.id;
        }
        lane->second.next = std::move(head);
    }
}

void DispatchLoop::advance()
{
    for (auto &[id, lane] : m_lanes) {
        if (!lane.isBusy && lane.next)
            advance(lane);
    }
}

void DispatchLoop::advance(Lane &lane)
{
    if (!lane.channel)
        return discard(lane, "the channel is gone");
    const Channel &channel = lane.channel->channel;
    if (!channel.problems.empty())
        return discard(lane, channel.problems.front());
    if (!channel.isEnabled)
        return discard(lane, "the channel is switched off");
    const Duration now = m_parts.clock.elapsed();
    if (now < lane.notBefore || lane.limit.available(now) == 0)
        return;
    // The last one that may go out now has to tell all the others as well.
    const bool isTooMuch = lane.limit.available(now) == 1 && lane.next->waiting > 1;
    if (isTooMuch && !lane.next->isDigest)
        return digest(lane);
    begin(lane);
}

void DispatchLoop::discard(Lane &lane, const std::string &why)
{
    lane.isBusy = true;
    const OutboxHead head = *std::exchange(lane.next, std::nullopt);
    qCWarning(lcNotify, "not sent channel=%lld waiting=%lld why=\"%s\"",
        static_cast<long long>(head.channel), static_cast<long long>(head.waiting), why.c_str());
    write([head, why, now = m_parts.clock.now()](
              store::WriteContext &context) { return giveUp(context, head.channel, why, now); },
        [this, &lane, head](const Status &given) {
            lane.isBusy = false;
            m_wantsRead = true;
            lane.notBefore = given ? lane.notBefore : m_parts.clock.elapsed() + kStorePatience;
            if (given)
                m_parts.listeners.notify({.delivery = head.id,
                    .channel = head.channel,
                    .state = DeliveryState::Dead,
                    .at = m_parts.clock.now()});
        });
}

void DispatchLoop::digest(Lane &lane)
{
    lane.isBusy = true;
    const OutboxHead head = *std::exchange(lane.next, std::nullopt);
    write(
        [head, now = m_parts.clock.now()](store::WriteContext &context) -> Status {
            const auto made = makeDigest(context, head.channel, head.channelName, now);
            return made ? Status(Done{}) : Status(made.error());
        },
        [this, &lane](const Status &made) {
            lane.isBusy = false;
            m_wantsRead = true;
            if (!made)
                lane.notBefore = m_parts.clock.elapsed() + kStorePatience;
        });
}

void DispatchLoop::begin(Lane &lane)
{
    lane.isBusy = true;
    lane.limit.take(m_parts.clock.elapsed());
    Flight flight{.head = *std::exchange(lane.next, std::nullopt), .channel = lane.channel};
    const auto attempt = std::make_shared<std::int64_t>(0);
    const std::int64_t delivery = flight.head.id;
    write(
        [attempt, delivery, now = m_parts.clock.now()](store::WriteContext &context) -> Status {
            const auto row = beginAttempt(context, delivery, now);
            if (!row)
                return row.error();
            *attempt = *row;
            return Done{};
        },
        [this, &lane, attempt, flight = std::move(flight)](const Status &begun) mutable {
            if (!begun) {
                // NotFound: what was read was older than what is stored.
                lane.isBusy = false;
                m_wantsRead = true;
                if (begun.error().code != ErrorCode::NotFound)
                    lane.notBefore = m_parts.clock.elapsed() + kStorePatience;
                return;
            }
            flight.attempt = *attempt;
            ++flight.head.attempts;
            send(std::move(flight));
        });
}

void DispatchLoop::send(Flight flight)
{
    const auto message = messageFromJson(flight.head.payload);
    const std::int64_t channel = flight.head.channel;
    const OpenChannel &open = *flight.channel;
    m_flights.insert_or_assign(channel, flight);
    if (!message)
        return finished(flight, {.failure = message.error().message, .isBlocked = true});
    const RenderedMessage rendered
        = render(*message, open.channel.language, open.channel.templateText);
    m_transfers.add(channel,
        std::make_unique<Transfer>(Outgoing{.config = open.config,
                                       .message = *message,
                                       .rendered = rendered,
                                       .language = open.channel.language,
                                       .deliveryKey = flight.head.deliveryKey,
                                       .at = m_parts.clock.now()},
            m_parts.settings.transport));
}

AttemptEnd DispatchLoop::endOf(const Flight &flight, const Answer &answer)
{
    const OutboxHead &head = flight.head;
    AttemptOutcome outcome = outcomeOf(*flight.channel, answer, head.attempts, m_parts.settings);
    outcome.end.attempt = flight.attempt;
    outcome.end.delivery = head.id;
    if (outcome.end.state != DeliveryState::Pending)
        return outcome.end;
    // What we broke off ourselves is tried at once after the next start.
    const Duration wait = m_isStopping ? Duration{0} : outcome.wait;
    outcome.end.nextAt = m_parts.clock.now() + wait;
    Lane &lane = m_lanes.at(head.channel);
    lane.notBefore = m_parts.clock.elapsed() + wait;
    lane.heldFor = head.id;
    return outcome.end;
}

void DispatchLoop::finished(const Flight &flight, const Answer &answer)
{
    const AttemptEnd end = endOf(flight, answer);
    if (!end.succeeded)
        qCWarning(lcNotify, "attempt failed channel=%lld delivery=%lld attempt=%d status=%d",
            static_cast<long long>(flight.head.channel), static_cast<long long>(flight.head.id),
            flight.head.attempts, end.status);
    settle(flight, end);
}

// Until it is stored the channel rests: sending more without knowing what was sent would be worse.
void DispatchLoop::settle(const Flight &flight, const AttemptEnd &end)
{
    const std::int64_t channel = flight.head.channel;
    const auto alerts = std::make_shared<std::vector<std::int64_t>>();
    write(
        [end, alerts, now = m_parts.clock.now()](store::WriteContext &context) -> Status {
            if (Status ended = endAttempt(context, end, now); !ended)
                return ended;
            if (!end.succeeded)
                return Done{};
            auto told = readToldAlerts(context.connection, end.delivery);
            if (!told)
                return told.error();
            *alerts = *std::move(told);
            return Done{};
        },
        [this, channel, end, alerts](const Status &settled) {
            if (!settled) {
                if (!m_isStopping)
                    later(kStorePatience,
                        [this, channel, end] { settle(m_flights.at(channel), end); });
                return;
            }
            m_flights.erase(channel);
            m_lanes.at(channel).isBusy = false;
            m_wantsRead = true;
            m_parts.listeners.notify({.delivery = end.delivery,
                .channel = channel,
                .state = end.state,
                .alerts = *alerts,
                .at = m_parts.clock.now()});
        });
}

void DispatchLoop::finishAll()
{
    const auto begun = std::chrono::steady_clock::now();
    const auto isPatient
        = [&begun](Duration most) { return std::chrono::steady_clock::now() - begun < most; };
    const Duration most = m_parts.settings.stopPatience;
    const auto work = [this] {
        for (const auto &task : m_inbox->take())
            task();
        m_transfers.wait(kBeat);
        for (const TransferLoop::Finished &end : m_transfers.collect())
            finished(m_flights.at(end.key), end.answer);
    };
    while ((!m_transfers.isIdle() || m_jobs > 0) && isPatient(most))
        work();
    m_isStopping = true;
    for (const TransferLoop::Finished &end : m_transfers.abort())
        finished(m_flights.at(end.key), end.answer);
    // Jobs that were taken have to come back: they point into this object.
    while (m_jobs > 0) {
        work();
        for (const TransferLoop::Finished &end : m_transfers.abort())
            finished(m_flights.at(end.key), end.answer);
    }
}

} // namespace binnacle::notify
