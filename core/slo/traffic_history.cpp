#include "core/slo/traffic_history.h"

#include "core/slo/hour_accumulators.h"
#include "core/slo/log.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_hours.h"
#include "core/store/traffic_repository.h"
#include "core/store/traffic_retention.h"
#include "core/store/traffic_writer.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace binnacle::slo {

using namespace store;

namespace {

constexpr std::size_t kRowsAtOnce = 5'000;  // of one transaction, but at least one increment
constexpr Duration kMayArrive{70 * 60'000}; // after the end of its hour
constexpr std::size_t kMaxBoots = 10'000;

std::size_t rowsOf(const SloIncrements &increments)
{
    return increments.services.size() + increments.edges.size() + increments.ingress.size();
}

// One call of ingest() on its way through the writer, a slice at a time.
struct IngestRun
{
    ClusterId cluster;
    std::vector<SloIncrements> increments;
    Timestamp receivedAt{};
    Timestamp rawSince{};
    TrafficHistory::Finished finished;

    std::size_t next = 0; // the first that is not committed
    std::size_t end = 0;  // of the slice in flight
    bool ranBefore = false;
    std::vector<IncrementOutcome> outcomes; // of the slice
};

} // namespace

struct TrafficHistory::State : std::enable_shared_from_this<State>
{
    State(const Clock &clockToUse, StoreWriter &writerToUse, HistorySettings settingsToUse)
        : clock(clockToUse)
        , writer(writerToUse)
        , settings(settingsToUse)
    {}

    std::vector<SloIncrements> accepted(std::vector<SloIncrements> increments, Timestamp now);
    void continueIngest(const std::shared_ptr<IngestRun> &run);
    Status ingestSlice(WriteContext &context, IngestRun &run);
    void sliceIsStored(IngestRun &run);
    void noteSequence(const ClusterId &cluster, const SloIncrements &increments);
    void continueRollUp(std::vector<OpenHour> hours, const Finished &finished);

    const Clock &clock;
    StoreWriter &writer;
    const HistorySettings settings;

    // On the writer's thread.
    HourAccumulators hours;
    std::map<std::pair<std::string, std::string>, std::uint64_t> newestSeq; // by cluster and boot

    std::mutex mutex;
    IncrementStats stats;                                       // guarded by mutex
    std::function<void(const ClusterId &, Timestamp)> listener; // guarded by mutex
};

std::vector<SloIncrements> TrafficHistory::State::accepted(
    std::vector<SloIncrements> increments, Timestamp now)
{
    std::uint64_t clamped = 0;
    for (SloIncrements &one : increments) {
        if (one.at > now + settings.futureTolerance) {
            one.at = std::chrono::floor<std::chrono::seconds>(now);
            ++clamped;
        }
    }
    const Timestamp oldest = now - std::max(settings.oldestAccepted, Duration{0});
    const std::uint64_t dropped
        = std::erase_if(increments, [oldest](const auto &one) { return one.at < oldest; });
    const std::scoped_lock lock(mutex);
    stats.clamped += clamped;
    stats.dropped += dropped;
    return increments;
}

Status TrafficHistory::State::ingestSlice(WriteContext &context, IngestRun &run)
{
    // A job that runs again was rolled back, and with it what the sums have of it.
    if (std::exchange(run.ranBefore, true))
        hours.clear();
    run.outcomes.clear();
    std::size_t rows = 0;
    for (run.end = run.next; run.end < run.increments.size(); ++run.end) {
        const SloIncrements &one = run.increments[run.end];
        rows += rowsOf(one);
        if (rows > kRowsAtOnce && run.end > run.next)
            break;
        const Result<WrittenIncrements> written
            = writeIncrements(context, run.cluster, one, run.receivedAt, run.rawSince);
        if (!written)
            return withContext(written.error(), "store increments of " + run.cluster.value);
        if (written->outcome == IncrementOutcome::Stored)
            hours.add(*written);
        run.outcomes.push_back(written->outcome);
    }
    return Done{};
}

void TrafficHistory::State::noteSequence(const ClusterId &cluster, const SloIncrements &increments)
{
    if (increments.bootId.empty())
        return;
    if (newestSeq.size() >= kMaxBoots)
        newestSeq.clear();
    const auto [newest, isNew]
        = newestSeq.try_emplace({cluster.value, increments.bootId}, increments.seq);
    if (isNew)
        return;
    if (increments.seq > newest->second) {
        stats.lost += increments.seq - newest->second - 1;
        newest->second = increments.seq;
    } else if (stats.lost > 0) {
        --stats.lost; // it was only late
    }
}

void TrafficHistory::State::sliceIsStored(IngestRun &run)
{
    Timestamp oldest{};
    std::function<void(const ClusterId &, Timestamp)> told;
    {
        const std::scoped_lock lock(mutex);
        for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
            if (run.outcomes[i] == IncrementOutcome::Duplicate) {
                ++stats.duplicates;
                continue;
            }
            const SloIncrements &one = run.increments[run.next + i];
            ++stats.stored;
            noteSequence(run.cluster, one);
            oldest = isKnown(oldest) ? std::min(oldest, one.at) : one.at;
        }
        told = listener;
    }
    run.next = run.end;
    run.ranBefore = false;
    if (told && isKnown(oldest))
        told(run.cluster, oldest);
}

void TrafficHistory::State::continueIngest(const std::shared_ptr<IngestRun> &run)
{
    writer.submit([self = shared_from_this(), run](
                      WriteContext &context) { return self->ingestSlice(context, *run); },
        [self = shared_from_this(), run](const Status &status) {
            if (!status) {
                self->hours.clear();
                qCWarning(lcSlo, "ingest failed: %s", status.error().message.c_str());
                return run->finished(status);
            }
            self->sliceIsStored(*run);
            if (run->next == run->increments.size())
                return run->finished(status);
            self->continueIngest(run);
        });
}

void TrafficHistory::State::continueRollUp(std::vector<OpenHour> open, const Finished &finished)
{
    struct Run
    {
        std::vector<OpenHour> hours;
        HourAccumulators::Step step = HourAccumulators::Step::More;
        bool ranBefore = false;
    };
    if (open.empty())
        return finished(Done{});
    const auto run = std::make_shared<Run>(Run{.hours = std::move(open)});
    writer.submit(
        [self = shared_from_this(), run](WriteContext &context) -> Status {
            if (std::exchange(run->ranBefore, true))
                self->hours.clear();
            const OpenHour &hour = run->hours.back();
            const Result<HourAccumulators::Step> step
                = self->hours.close(context, hour.cluster, hour.hour);
            if (!step)
                return step.error();
            run->step = *step;
            return Done{};
        },
        [self = shared_from_this(), run, finished](const Status &status) {
            if (!status) {
                self->hours.clear();
                qCWarning(lcSlo, "closing an hour failed: %s", status.error().message.c_str());
                return finished(status);
            }
            if (run->step == HourAccumulators::Step::Closed)
                run->hours.pop_back();
            self->continueRollUp(std::move(run->hours), finished);
        });
}

TrafficHistory::TrafficHistory(const Clock &clock, StoreWriter &writer, HistorySettings settings)
    : m_state(std::make_shared<State>(clock, writer, settings))
{}

TrafficHistory::~TrafficHistory() = default;

void TrafficHistory::ingest(
    const ClusterId &cluster, std::vector<SloIncrements> increments, Finished finished)
{
    const Timestamp now = m_state->clock.now();
    const auto run = std::make_shared<IngestRun>();
    run->cluster = cluster;
    run->increments = m_state->accepted(std::move(increments), now);
    run->receivedAt = now;
    run->rawSince = now - m_state->settings.rawRetention;
    run->finished = std::move(finished);
    if (run->increments.empty())
        return run->finished(Done{});
    m_state->continueIngest(run);
}

void TrafficHistory::rollUp(Finished finished)
{
    const auto open = std::make_shared<std::vector<OpenHour>>();
    m_state->writer.submit(
        [open](WriteContext &context) -> Status {
            Result<std::vector<OpenHour>> hours = readOpenHours(context.connection);
            if (!hours)
                return hours.error();
            *open = *std::move(hours);
            return Done{};
        },
        [state = m_state, open, finished = std::move(finished)](const Status &status) {
            if (!status)
                return finished(status);
            std::ranges::reverse(*open); // the oldest is taken first, from the end
            const auto closed = [state, finished](const Status &outcome) {
                const auto arriving = state->clock.now() - kMayArrive;
                if (outcome) {
                    state->hours.forgetBefore(std::chrono::floor<std::chrono::hours>(arriving)
                                                  .time_since_epoch()
                                                  .count());
                }
                finished(outcome);
            };
            state->continueRollUp(std::move(*open), closed);
        });
}

void TrafficHistory::sweep(std::function<void(const Result<std::int64_t> &deleted)> finished)
{
    const HistorySettings &settings = m_state->settings;
    const TrafficSweepLimits limits{.now = m_state->clock.now(),
        .raw = settings.rawRetention,
        .hourly = settings.hourlyRetention,
        .status = settings.statusRetention,
        .log = settings.oldestAccepted};
    const Timestamp now = limits.now;
    StoreWriter &writer = m_state->writer;
    writer.submit([now](WriteContext &context) { return ageRoutes(context, now); },
        [&writer, limits, finished = std::move(finished)](const Status &aged) {
            if (!aged)
                return finished(aged.error());
            sweepTraffic(writer, limits, [finished](const Result<std::int64_t> &deleted) {
                if (deleted && *deleted > 0)
                    qCInfo(lcSlo, "retention rows=%lld", static_cast<long long>(*deleted));
                if (!deleted)
                    qCWarning(lcSlo, "retention failed: %s", deleted.error().message.c_str());
                finished(deleted);
            });
        });
}

std::function<void()> TrafficHistory::forgetting() const
{
    return [state = m_state] {
        state->hours.clear(); // other clusters find theirs again in the store
        const std::scoped_lock lock(state->mutex);
        state->newestSeq.clear();
    };
}

IncrementStats TrafficHistory::stats() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->stats;
}

void TrafficHistory::setListener(std::function<void(const ClusterId &, Timestamp)> listener)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->listener = std::move(listener);
}

} // namespace binnacle::slo
