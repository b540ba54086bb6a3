#include "core/slo/hour_accumulators.h"

#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_hours.h"

#include <algorithm>
#include <optional>

namespace binnacle::slo {

using namespace store;

namespace {

constexpr int kRowsAtOnce = 5'000;
constexpr std::int64_t kSliceSeconds = 360; // of raw rows, a tenth of an hour
constexpr std::array kKinds{TrafficKind::Service, TrafficKind::Edge, TrafficKind::Ingress};

constexpr std::int64_t endOf(std::int64_t hour)
{
    return (hour + 1) * 3600;
}

} // namespace

void HourAccumulators::Hour::add(TrafficKind kind, const StoredTraffic &row)
{
    Series &series = kinds[static_cast<std::size_t>(kind)][row.series];
    isSound = series.sum.add(row) && isSound;
    series.isWritten = false;
}

void HourAccumulators::add(const WrittenIncrements &written)
{
    const HourKey key{.hour = written.hour, .cluster = written.cluster};
    if (written.isHourOnly) {
        m_hours.erase(key);
        return;
    }
    if (written.isFirstOfHour) {
        Hour &hour = m_hours[key];
        hour = {};
        hour.summedTo = endOf(key.hour);
    }
    const auto found = m_hours.find(key);
    if (found == m_hours.end() || found->second.summedTo < written.at)
        return; // the raw rows will be read
    for (const WrittenIncrements::Row &row : written.rows)
        found->second.add(row.kind, row.traffic.row(row.series, written.at));
}

Status HourAccumulators::sumSlice(WriteContext &context, const HourKey &key, Hour &hour)
{
    const std::int64_t to = std::min(hour.summedTo + kSliceSeconds, endOf(key.hour));
    const SecondsRange ends{.from = hour.summedTo + 1, .to = to + 1};
    for (const TrafficKind kind : kKinds) {
        const ScopeNumbers scope{.cluster = key.cluster, .kind = kind, .series = std::nullopt};
        const Status visited = visitRaw(context.connection, scope, ends,
            [&hour, kind](const StoredTraffic &row) { hour.add(kind, row); });
        if (!visited)
            return visited;
    }
    hour.summedTo = to;
    return Done{};
}

Result<int> HourAccumulators::writeSlice(WriteContext &context, const HourKey &key, Hour &hour)
{
    int written = 0;
    for (const TrafficKind kind : kKinds) {
        const ScopeNumbers scope{.cluster = key.cluster, .kind = kind, .series = std::nullopt};
        for (auto &[id, series] : hour.kinds[static_cast<std::size_t>(kind)]) {
            if (series.isWritten)
                continue;
            if (written == kRowsAtOnce)
                return written;
            const Result<EncodedTraffic> encoded = encodeSum(context, series.sum);
            if (!encoded)
                return encoded.error();
            if (const Status put = putHourlyRow(context, scope, encoded->row(id, key.hour)); !put)
                return put.error();
            series.isWritten = true;
            ++written;
        }
    }
    return written;
}

Result<HourAccumulators::Step> HourAccumulators::close(
    WriteContext &context, std::int64_t cluster, std::int64_t hourNumber)
{
    const Result<std::optional<HourMark>> mark = readHour(context.connection, cluster, hourNumber);
    if (!mark)
        return mark.error();
    if (!*mark || (*mark)->state != HourState::Open)
        return Step::Closed;
    const HourKey key{.hour = hourNumber, .cluster = cluster};
    auto [found, isNew] = m_hours.try_emplace(key);
    Hour &hour = found->second;
    if (isNew)
        hour.summedTo = hourNumber * 3600;
    if (!hour.isSound)
        return Error{ErrorCode::Corrupt, "a stored row of traffic is damaged"};
    if (hour.summedTo < endOf(hourNumber)) {
        const Status summed = sumSlice(context, key, hour);
        return summed ? Result<Step>(Step::More) : summed.error();
    }
    const Result<int> written = writeSlice(context, key, hour);
    if (!written)
        return written.error();
    if (*written == kRowsAtOnce)
        return Step::More;
    const Result<Duration> covered = coveredOfHour(context.connection, cluster, hourNumber);
    if (!covered)
        return covered.error();
    const Status closed = setHour(
        context, cluster, {.hour = hourNumber, .state = HourState::Closed, .covered = *covered});
    return closed ? Result<Step>(Step::Closed) : closed.error();
}

void HourAccumulators::forgetBefore(std::int64_t hour)
{
    m_hours.erase(m_hours.begin(), m_hours.lower_bound({.hour = hour, .cluster = 0}));
}

} // namespace binnacle::slo
