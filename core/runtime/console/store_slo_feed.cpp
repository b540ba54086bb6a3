#include "core/runtime/console/store_slo_feed.h"

#include "core/codec/json_writer.h"
#include "core/runtime/console/answering.h"
#include "core/runtime/console/slo_export.h"
#include "core/runtime/console/spec_import.h"
#include "core/runtime/past_state.h"
#include "core/slo/slo_service.h"

#include <algorithm>
#include <utility>

namespace binnacle::runtime {

namespace {

using console::Answer;

std::vector<ClusterId> clustersOf(const hub::HubState &state, const ClusterId &wanted)
{
    if (!wanted.isEmpty())
        return {wanted};
    std::vector<ClusterId> all;
    for (const hub::ClusterState &cluster : state.clusters)
        all.push_back(cluster.id);
    return all;
}

std::optional<double> weighted(
    std::optional<double> mean, int count, std::optional<double> other, int otherCount)
{
    if (!mean || count == 0)
        return other;
    if (!other || otherCount == 0)
        return mean;
    return (*mean * count + *other * otherCount) / (count + otherCount);
}

// Boards of several clusters as one.
void append(SloBoard &into, SloBoard board)
{
    SloBoard::Summary &sum = into.summary;
    const SloBoard::Summary &other = board.summary;
    const int told = sum.subjects - sum.unknown;
    const int otherTold = other.subjects - other.unknown;
    sum.availability = weighted(sum.availability, told, other.availability, otherTold);
    sum.budgetRemaining = weighted(sum.budgetRemaining, told, other.budgetRemaining, otherTold);
    sum.subjects += other.subjects;
    sum.healthy += other.healthy;
    sum.warning += other.warning;
    sum.critical += other.critical;
    sum.unknown += other.unknown;
    sum.requestRate += other.requestRate;
    if (isKnown(board.oldest) && (!isKnown(into.oldest) || board.oldest < into.oldest))
        into.oldest = board.oldest;
    into.range = board.range;
    std::ranges::move(board.rows, std::back_inserter(into.rows));
}

// Worst budget first; what had no traffic last.
bool isWorse(const SloRow &a, const SloRow &b)
{
    constexpr double kNothing = 1'000;
    return a.budgetRemaining.value_or(kNothing) < b.budgetRemaining.value_or(kNothing);
}

std::string targetJson(const SloTarget &target)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("window", sloWindowName(target.window))
        .member("availability", target.availability)
        .member("p95LatencyMs", target.p95Latency)
        .endObject();
    return json.take();
}

} // namespace

StoreSloFeed::StoreSloFeed(
    Runtime &runtime, DesktopUser &user, StoredSignal &stored, QObject *parent)
    : SloFeed(parent)
    , m_runtime(runtime)
    , m_user(user)
{
    connect(&stored, &StoredSignal::stored, this, &SloFeed::changed);
}

Answer<SloBoard> StoreSloFeed::board(
    const console::SloBoardQuestion &question, std::stop_token stop)
{
    const Timestamp at = isKnown(question.at) ? question.at : m_runtime.clock().now();
    return answer<SloBoard>(m_runtime.workspace().readers(),
        [question, at, stop = std::move(stop), state = m_runtime.hub().state()](
            store::Connection &connection) -> Result<SloBoard> {
            SloBoard all{.kind = question.kind};
            for (const ClusterId &cluster : clustersOf(*state, question.cluster)) {
                auto board = slo::readBoard(connection,
                    {.cluster = cluster,
                        .kind = question.kind,
                        .window = question.window,
                        .now = at,
                        .snapshot = stateFor(connection, *state, cluster, question.at)},
                    stop);
                if (!board)
                    return board.error();
                append(all, *std::move(board));
            }
            std::ranges::stable_sort(all.rows, isWorse);
            return all;
        });
}

Answer<SloDetail> StoreSloFeed::detail(
    const console::SloDetailQuestion &question, std::stop_token stop)
{
    return answer<SloDetail>(m_runtime.workspace().readers(),
        [question, stop = std::move(stop), state = m_runtime.hub().state()](
            store::Connection &connection) {
            return slo::readDetail(connection,
                {.subject = question.subject,
                    .window = question.window,
                    .range = question.range,
                    .snapshot
                    = stateFor(connection, *state, question.subject.cluster, question.range.to)},
                stop);
        });
}

Answer<TargetEffect> StoreSloFeed::effect(
    const SloSubject &subject, const SloTarget &target, Timestamp at)
{
    const Timestamp now = isKnown(at) ? at : m_runtime.clock().now();
    return answer<TargetEffect>(
        m_runtime.workspace().readers(), [subject, target, now](store::Connection &connection) {
            return slo::readEffect(connection, subject, target, now);
        });
}

QFuture<Status> StoreSloFeed::setTarget(const SloTarget &target)
{
    return m_user.perform({.capability = Capability::ManageTargets,
                              .cluster = target.cluster,
                              .resource = "slo target " + target.host,
                              .after = targetJson(target)},
        [&](DesktopUser::Done done) { m_runtime.setTarget(target, std::move(done)); });
}

QFuture<Status> StoreSloFeed::resetTarget(const SloTarget &target)
{
    return m_user.perform({.capability = Capability::ManageTargets,
                              .cluster = target.cluster,
                              .action = AuditAction::Delete,
                              .resource = "slo target " + target.host,
                              .before = targetJson(target)},
        [&](DesktopUser::Done done) { m_runtime.resetTarget(target, std::move(done)); });
}

Answer<console::SpecImport> StoreSloFeed::readSpecs(const QString &file, const ClusterId &cluster)
{
    return answer<console::SpecImport>(m_runtime.workspace().readers(),
        [path = file.toStdString(), cluster, now = m_runtime.clock().now()](
            store::Connection &connection) {
            return proposeSpecs(connection, path, cluster, now);
        });
}

QString StoreSloFeed::exportText(const SloBoard &board, console::SpecFormat format) const
{
    return QString::fromStdString(exportBoard(board, format));
}

} // namespace binnacle::runtime
