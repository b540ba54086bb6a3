#include "core/store/traffic_writer.h"

#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_hours.h"
#include "core/store/traffic_routes.h"

#include <algorithm>

namespace binnacle::store {

namespace {

std::int64_t secondsOf(Timestamp at)
{
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

// Takes one SloIncrements apart; lives for one call.
class IncrementWriter
{
public:
    IncrementWriter(
        WriteContext &context, const SloIncrements &increments, WrittenIncrements &written)
        : m_context(context)
        , m_increments(increments)
        , m_written(written)
        , m_boot(0)
    {}

    // Where it belongs: which cluster and hour, and whether as raw rows.
    Status place(const ClusterId &cluster, Timestamp rawSince);
    // False: it is in the log already.
    Result<bool> log(Timestamp receivedAt);
    Status writeAll(bool isLogged);

private:
    // Since the increment before where it is not told.
    Result<std::int64_t> interval();
    Status openHour();
    Status writeRow(const TrafficKey &key, const Traffic &traffic, OnConflict onConflict);
    Status finishHour();
    // The hour before is closed as a rule when an increment comes that reaches back into it.
    Status coverHourBefore();

    WriteContext &m_context;
    const SloIncrements &m_increments;
    WrittenIncrements &m_written;
    std::optional<HourMark> m_mark;
    std::int64_t m_boot;
    std::int64_t m_lengthMs = 0; // of the interval, once it is in the log
};

Status IncrementWriter::place(const ClusterId &cluster, Timestamp rawSince)
{
    const Result<std::int64_t> number = m_context.dictionary.cluster(cluster);
    if (!number)
        return number.error();
    m_written.cluster = *number;
    m_written.at = secondsOf(m_increments.at);
    m_written.hour = hourOf(m_written.at);
    const Result<std::int64_t> boot
        = m_context.dictionary.traffic().boot(*number, m_increments.bootId);
    if (!boot)
        return boot.error();
    m_boot = *boot;
    const Result<std::optional<HourMark>> mark
        = readHour(m_context.connection, *number, m_written.hour);
    if (!mark)
        return mark.error();
    m_mark = *mark;
    m_written.isFirstOfHour = !m_mark;
    m_written.isHourOnly = m_written.hour < secondsOf(rawSince) / 3600
        || (m_mark && m_mark->state == HourState::Final);
    return Done{};
}

Result<std::int64_t> IncrementWriter::interval()
{
    if (m_increments.interval.count() > 0)
        return m_increments.interval.count();
    Result<Statement> before = m_context.connection.prepare("traffic.logged_before");
    if (!before)
        return before.error();
    const Result<bool> row = before->bind(m_written.cluster, m_written.at, m_boot).step();
    if (!row)
        return row.error();
    const std::int64_t at = *row ? before->number(0) : 0;
    return at > 0 ? (m_written.at - at) * 1000 : 0;
}

Result<bool> IncrementWriter::log(Timestamp receivedAt)
{
    const Result<std::int64_t> length = interval();
    if (!length)
        return length.error();
    Result<Statement> insert = m_context.connection.prepare("traffic.log");
    if (!insert)
        return insert.error();
    const auto count = [](const auto &rows) { return static_cast<std::int64_t>(rows.size()); };
    m_lengthMs = *length;
    const std::int64_t seq = m_boot == 0 ? 0 : static_cast<std::int64_t>(m_increments.seq);
    insert->bind(m_written.cluster, m_written.at, m_boot, seq, *length, toEpochMs(receivedAt),
        count(m_increments.services), count(m_increments.edges), count(m_increments.ingress),
        m_written.isHourOnly ? 1 : 0);
    if (const Status done = insert->run(); !done)
        return done.error();
    return m_context.connection.changes() > 0;
}

Status IncrementWriter::openHour()
{
    if (!m_written.isHourOnly)
        return reopenHour(m_context, m_written.cluster, m_written.hour);
    // What is there as raw rows only would be forgotten.
    if (m_mark && m_mark->state == HourState::Open)
        return closeFromRaw(m_context, m_written.cluster, m_written.hour);
    return Done{};
}

Status IncrementWriter::finishHour()
{
    if (!m_written.isHourOnly)
        return Done{};
    const Result<Duration> covered
        = coveredOfHour(m_context.connection, m_written.cluster, m_written.hour);
    if (!covered)
        return covered.error();
    const Duration before = m_mark ? m_mark->covered : Duration{0};
    return setHour(m_context, m_written.cluster,
        {.hour = m_written.hour, .state = HourState::Final, .covered = std::max(*covered, before)});
}

Status IncrementWriter::coverHourBefore()
{
    const std::int64_t before = m_written.hour - 1;
    if (m_written.at * 1000 - m_lengthMs >= m_written.hour * kHourMs)
        return Done{};
    const Result<std::optional<HourMark>> mark
        = readHour(m_context.connection, m_written.cluster, before);
    if (!mark)
        return mark.error();
    if (!*mark || (*mark)->state == HourState::Open)
        return Done{};
    const Result<Duration> covered = coveredOfHour(m_context.connection, m_written.cluster, before);
    if (!covered)
        return covered.error();
    if (*covered <= (*mark)->covered)
        return Done{};
    return setHour(m_context, m_written.cluster,
        {.hour = before, .state = (*mark)->state, .covered = *covered});
}

Status IncrementWriter::writeRow(
    const TrafficKey &key, const Traffic &traffic, OnConflict onConflict)
{
    const Result<std::int64_t> series = m_context.dictionary.traffic().series(
        m_written.cluster, key, fromEpochMs(m_written.at * 1000));
    if (!series)
        return series.error();
    Result<EncodedTraffic> encoded = encodeTraffic(m_context, traffic);
    if (!encoded)
        return encoded.error();
    const ScopeNumbers scope{
        .cluster = m_written.cluster, .kind = key.kind, .series = std::nullopt};
    if (m_written.isHourOnly) {
        const Status added = addHourlyRow(m_context, scope, encoded->row(*series, m_written.hour));
        if (!added)
            return added;
    } else {
        const Result<bool> stored
            = putRawRow(m_context, scope, encoded->row(*series, m_written.at), onConflict);
        if (!stored)
            return stored.error();
        if (!*stored)
            return Done{};
    }
    m_written.rows.push_back({.kind = key.kind, .series = *series, .traffic = *std::move(encoded)});
    return Done{};
}

Status IncrementWriter::writeAll(bool isLogged)
{
    const Timestamp at = fromEpochMs(m_written.at * 1000);
    if (Status put = putRoutes(m_context, m_written.cluster, m_increments.routes, at); !put)
        return put;
    if (Status opened = openHour(); !opened)
        return opened;
    // Two sources may tell about the same instant. One without a name cannot be told from a
    // repeat of itself.
    const OnConflict onConflict = m_boot != 0 ? OnConflict::Add : OnConflict::Keep;
    const auto writeEach = [&](const auto &rows, const auto &keyOf) -> Status {
        for (const auto &row : rows) {
            if (Status done = writeRow(keyOf(row), Traffic::of(row), onConflict); !done)
                return done;
        }
        return Done{};
    };
    Status done = writeEach(m_increments.services,
        [](const ServiceIncrement &row) { return TrafficKey::of(row.service); });
    if (done) {
        done = writeEach(
            m_increments.edges, [](const EdgeIncrement &row) { return TrafficKey::of(row.edge); });
    }
    if (done) {
        done = writeEach(m_increments.ingress,
            [](const IngressIncrement &row) { return TrafficKey::ofIngress(row.serviceKey); });
    }
    if (!done)
        return done;
    if (!isLogged && m_written.rows.empty())
        m_written.outcome = IncrementOutcome::Duplicate;
    if (const Status finished = finishHour(); !finished)
        return finished;
    return coverHourBefore();
}

} // namespace

Result<WrittenIncrements> writeIncrements(WriteContext &context, const ClusterId &cluster,
    const SloIncrements &increments, Timestamp receivedAt, Timestamp rawSince)
{
    WrittenIncrements written;
    IncrementWriter writer(context, increments, written);
    if (const Status placed = writer.place(cluster, rawSince); !placed)
        return placed.error();
    const Result<bool> isNew = writer.log(receivedAt);
    if (!isNew)
        return isNew.error();
    if (!*isNew && (!increments.bootId.empty() || written.isHourOnly)) {
        written.outcome = IncrementOutcome::Duplicate;
        return written;
    }
    if (const Status done = writer.writeAll(*isNew); !done)
        return done.error();
    return written;
}

Result<IncrementOutcome> insertIncrements(WriteContext &context, const ClusterId &cluster,
    const SloIncrements &increments, Timestamp receivedAt, Timestamp rawSince)
{
    const Result<WrittenIncrements> written
        = writeIncrements(context, cluster, increments, receivedAt, rawSince);
    if (!written)
        return written.error();
    return written->outcome;
}

Status removeTraffic(WriteContext &context, std::int64_t cluster)
{
    for (const char *name : {"traffic.remove_raw", "traffic.remove_hourly", "traffic.remove_hours",
             "traffic.remove_log", "traffic.remove_boots", "traffic.remove_series",
             "traffic.remove_routes", "traffic.remove_edges"}) {
        Result<Statement> remove = context.connection.prepare(name);
        if (!remove)
            return remove.error();
        if (Status gone = remove->bind(cluster).run(); !gone)
            return gone;
    }
    return Done{};
}

} // namespace binnacle::store
