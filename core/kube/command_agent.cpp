#include "core/kube/command_agent.h"

#include "core/kube/command_wire.h"
#include "core/kube/hub_answer.h"
#include "core/kube/pause.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace binnacle::kube {

namespace {

constexpr Duration kAfterEmptyPoll{100};
constexpr Duration kFirstBackOff{200};
constexpr Duration kLongestBackOff{30'000};
constexpr Duration kShortTimeout{10'000}; // of results and heartbeats
constexpr Duration kLastChance{3'000};    // for results when the agent ends
constexpr std::size_t kLongestPoll = 8U << 20;

std::string titleOf(const Command &command)
{
    const ResourceRef &target = command.target;
    std::string title = "command " + command.id.value + ' ' + command.action;
    if (!target.isEmpty())
        title += ' ' + target.kind + ' ' + (target.ns.empty() ? "" : target.ns + '/') + target.name;
    return title;
}

} // namespace

CommandAgent::CommandAgent(const Clock &clock, CommandAgentSettings settings, Log log)
    : m_clock(clock)
    , m_settings(std::move(settings))
    , m_log(std::move(log))
{}

Status CommandAgent::run(const std::stop_token &stop)
{
    const std::stop_callback passOn(stop, [this] { m_ended.request_stop(); });
    const std::stop_token ended = m_ended.get_token();
    {
        std::jthread reporter([this, ended] { report(ended); });
        std::jthread operations([this, ended] { poll(ended, "ops"); });
        std::jthread assistant([this, ended] { poll(ended, "ai"); });
        heartbeats(ended);
    }
    // What the polls carried out last was added after the reporter had ended.
    collect::HttpExchange hub = hubExchange(kLastChance);
    reportLast(hub);
    const std::scoped_lock lock(m_mutex);
    return m_refusal ? Status(*m_refusal) : Status(Done{});
}

collect::HttpExchange CommandAgent::hubExchange(Duration timeout) const
{
    return collect::HttpExchange({.bearerToken = m_settings.hubToken,
        .caFile = m_settings.caFile,
        .timeout = timeout,
        .answerLimit = kLongestPoll});
}

void CommandAgent::poll(const std::stop_token &stop, std::string_view topic)
{
    collect::HttpExchange hub = hubExchange(m_settings.pollBudget);
    ApiClient api(m_settings.api);
    Duration backOff = kFirstBackOff;
    bool isCutOff = false;
    while (!stop.stop_requested()) {
        const CallBudget budget = CallBudget::of(m_settings.pollBudget, stop);
        const auto command = fetch(hub, topic, stop);
        if (!command) {
            if (stop.stop_requested())
                return;
            if (command.error().code == ErrorCode::PermissionDenied)
                return refused(command.error());
            if (!std::exchange(isCutOff, true)) // told once, not with each attempt
                say("no commands from the hub: " + command.error().message);
            pauseFor(backOff, stop);
            backOff = std::min(backOff * 2, kLongestBackOff);
            continue;
        }
        if (std::exchange(isCutOff, false))
            say("commands of the hub arrive again");
        backOff = kFirstBackOff;
        if (*command)
            carryOut(**command, api, budget);
        else
            pauseFor(kAfterEmptyPoll, stop);
    }
}

Result<std::optional<Command>> CommandAgent::fetch(
    collect::HttpExchange &hub, std::string_view topic, const std::stop_token &stop)
{
    const auto answer = hub.get(m_settings.hub + "/agent/commands?cluster_id=" + m_settings.cluster
            + "&topic=" + std::string(topic),
        {"X-Cluster-ID: " + m_settings.cluster}, stop);
    if (!answer) {
        // A hub that holds longer than we wait has no command for us.
        if (answer.error().code == ErrorCode::Timeout)
            return std::optional<Command>();
        return answer.error();
    }
    if (answer->status == 204)
        return std::optional<Command>();
    if (Status good = acceptedByHub(*answer); !good)
        return good.error();
    return decodePoll(answer->body);
}

void CommandAgent::carryOut(const Command &command, ApiTransport &api, const CallBudget &budget)
{
    std::string result;
    if (isSafeAction(command.action)) {
        result = carryOutNow(command, api, budget);
    } else {
        CommandLedger::Entry known = m_ledger.begin(command.id, m_clock.elapsed());
        if (known.standing == CommandLedger::Standing::Running)
            return;
        if (known.standing == CommandLedger::Standing::New) {
            known.result = carryOutNow(command, api, budget);
            m_ledger.finish(command.id, known.result, m_clock.elapsed());
        } else {
            say(titleOf(command) + ": was carried out before, answered again");
        }
        result = std::move(known.result);
    }
    const std::scoped_lock lock(m_mutex);
    m_outbox.add(command.id, std::move(result), m_clock.elapsed());
    m_changed.notify_all();
}

std::string CommandAgent::carryOutNow(
    const Command &command, ApiTransport &api, const CallBudget &budget)
{
    // The hub waits as long as the command says, counted from now. What changes something is not
    // cut off when the agent ends: nobody would know whether it took effect.
    const auto asked = std::chrono::steady_clock::now() + askedTimeout(command);
    const CallBudget whole{std::max(budget.until, asked),
        isSafeAction(command.action) ? budget.stop : std::stop_token()};
    const Timestamp executedAt = m_clock.now();
    const auto began = std::chrono::steady_clock::now();
    const CommandOutcome outcome = CommandRunner(m_clock, api).run(command, whole);
    const auto took = std::chrono::steady_clock::now() - began;
    say(titleOf(command) + (outcome.success ? ": done in " : ": failed after ")
        + std::to_string(std::chrono::duration_cast<Duration>(took).count()) + " ms"
        + (outcome.error.empty() ? "" : ": " + outcome.error));
    return encodeResult(command.id, outcome, took, executedAt);
}

void CommandAgent::heartbeats(const std::stop_token &stop)
{
    collect::HttpExchange hub = hubExchange(kShortTimeout);
    do {
        const auto answer = hub.post(
            m_settings.hub + "/agent/heartbeat", {"X-Cluster-ID: " + m_settings.cluster}, "", stop);
        const Status good = answer ? acceptedByHub(*answer) : Status(answer.error());
        if (!good && good.error().code == ErrorCode::PermissionDenied)
            refused(good.error());
        // Everything else the polls tell.
    } while (pauseFor(m_settings.heartbeatInterval, stop));
}

void CommandAgent::report(const std::stop_token &stop)
{
    collect::HttpExchange hub = hubExchange(kShortTimeout);
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (const auto item = m_outbox.due(m_clock.elapsed())) {
            lock.unlock();
            const auto answer = postResult(hub, *item, stop);
            lock.lock();
            if (!stop.stop_requested() || answer)
                settle(*item, answer);
            continue;
        }
        const auto next = m_outbox.nextAt();
        // Back-offs end by the clock of the outbox, which a test may set: look again soon.
        constexpr Duration kLook{1'000};
        const Duration wait
            = next ? std::clamp(*next - m_clock.elapsed(), Duration{1}, kLook) : kLongestBackOff;
        m_changed.wait_for(
            lock, stop, wait, [&] { return m_outbox.due(m_clock.elapsed()).has_value(); });
    }
}

void CommandAgent::reportLast(collect::HttpExchange &hub)
{
    const std::scoped_lock lock(m_mutex);
    while (const auto item = m_outbox.due(Duration::max())) {
        const auto answer = postResult(hub, *item, {});
        if (!answer || answer->status / 100 != 2) {
            say("the hub has not got the result of command " + item->command.value);
            if (!answer)
                return; // nor will it get the others
        }
        m_outbox.acknowledged(item->number);
    }
}

Result<collect::HttpAnswer> CommandAgent::postResult(
    collect::HttpExchange &hub, const ResultOutbox::Item &item, const std::stop_token &stop)
{
    return hub.post(m_settings.hub + "/agent/result",
        {"X-Cluster-ID: " + m_settings.cluster, "Content-Type: application/json", "Expect:"},
        item.body, stop);
}

// REQUIRES: m_mutex held
void CommandAgent::settle(const ResultOutbox::Item &item, const Result<collect::HttpAnswer> &answer)
{
    const Status taken = answer ? acceptedByHub(*answer) : Status(answer.error());
    const std::string name = "the result of command " + item.command.value;
    if (!taken && taken.error().code == ErrorCode::InvalidArgument) {
        say("the hub does not take " + name + ": " + taken.error().message);
        m_outbox.acknowledged(item.number); // it never would
    } else if (taken) {
        m_outbox.acknowledged(item.number);
    } else if (!m_outbox.failed(item.number, m_clock.elapsed())) {
        say(name + " was given up: " + taken.error().message);
    }
}

void CommandAgent::say(const std::string &line)
{
    const std::scoped_lock lock(m_logMutex);
    m_log(line);
}

void CommandAgent::refused(const Error &why)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_refusal = why;
    }
    m_ended.request_stop();
}

} // namespace binnacle::kube
