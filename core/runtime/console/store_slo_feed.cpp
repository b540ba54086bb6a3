#include "core/runtime/console/store_slo_feed.h"

#include "core/runtime/console/answering.h"
#include "core/runtime/console/slo_export.h"
#include "core/runtime/console/spec_import.h"
#include "core/slo/slo_service.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"

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

std::shared_ptr<const ClusterSnapshot> snapshotOf(const hub::HubState &state, const ClusterId &id)
{
    const auto known = std::ranges::find(state.clusters, id, &hub::ClusterState::id);
    return known == state.clusters.end() ? nullptr : known->snapshot;
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

using Write = std::function<Status(store::WriteContext &)>;

QFuture<Status> writing(Runtime &runtime, const ClusterId &cluster, Write write)
{
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    runtime.workspace().writer().submit(
        std::move(write), [&runtime, cluster, promise](const Status &status) {
            if (status)
                runtime.notifyTrafficStored(cluster);
            promise->addResult(status);
            promise->finish();
        });
    return promise->future();
}

QFuture<Status> refused(const Status &reason)
{
    QPromise<Status> promise;
    promise.start();
    promise.addResult(reason);
    promise.finish();
    return promise.future();
}

} // namespace

StoreSloFeed::StoreSloFeed(Runtime &runtime, StoredSignal &stored, QObject *parent)
    : SloFeed(parent)
    , m_runtime(runtime)
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
                        .snapshot = snapshotOf(*state, cluster)},
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
                    .snapshot = snapshotOf(*state, question.subject.cluster)},
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
    if (Status valid = validate(target); !valid)
        return refused(valid);
    return writing(m_runtime, target.cluster,
        [target, now = m_runtime.clock().now()](store::WriteContext &context) -> Status {
            auto stored = store::putTarget(context, target, now);
            return stored ? Status(Done{}) : Status(stored.error());
        });
}

QFuture<Status> StoreSloFeed::resetTarget(const SloTarget &target)
{
    return writing(m_runtime, target.cluster,
        [target](store::WriteContext &context) { return store::removeTarget(context, target); });
}

Answer<console::SpecImport> StoreSloFeed::readSpecs(const QString &file, const ClusterId &cluster)
{
    return answer<console::SpecImport>(m_runtime.workspace().readers(),
        [path = file.toStdString(), cluster](
            store::Connection &connection) { return proposeSpecs(connection, path, cluster); });
}

QString StoreSloFeed::exportText(const SloBoard &board, console::SpecFormat format) const
{
    return QString::fromStdString(exportBoard(board, format));
}

} // namespace binnacle::runtime
