#include "core/query/execution/common_fields.h"
#include "core/query/execution/state_tables.h"

namespace binnacle::query {

namespace {

using Moment = StateMoment;

template<typename Use>
void forEachImage(const Workload &workload, Use use)
{
    for (const std::string_view image : workload.images)
        use(image);
}

double tookOf(const Job &job)
{
    if (!isKnown(job.startedAt) || !isKnown(job.finishedAt))
        return kUnknownNumber;
    return static_cast<double>((job.finishedAt - job.startedAt).count());
}

std::optional<Selection> workloadRows(SourceId source, const SnapshotIndex &index)
{
    switch (source) {
    case SourceId::Deployments:
        return index.workloads(WorkloadKind::Deployment);
    case SourceId::StatefulSets:
        return index.workloads(WorkloadKind::StatefulSet);
    case SourceId::DaemonSets:
        return index.workloads(WorkloadKind::DaemonSet);
    default:
        return std::nullopt;
    }
}

const std::array kWorkloadFields{
    FieldMaker<Workload, StateMoment>{
        fieldOf(WorkloadField::Namespace), &namespaceColumn<Workload>},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Kind),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Workload &row) { return workloadKindName(row.kind); });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Desired),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Workload &row) { return numberOf(row.desired); });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Ready),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Workload &row) { return numberOf(row.ready); });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Updated),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Workload &row) { return numberOf(row.updated); });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Available),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Workload &row) { return numberOf(row.available); });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Unavailable),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return numberColumn(
                rows, [](const Workload &row) { return numberOf(row.unavailable); });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Healthy),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return flagColumn(
                rows, [](const Workload &row) { return row.isHealthy() ? 1.0 : 0.0; });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Image),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return listColumn(rows, [](const Workload &row, auto use) { forEachImage(row, use); });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Paused),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return flagColumn(rows, [](const Workload &row) { return row.paused ? 1.0 : 0.0; });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Strategy),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Workload &row) { return row.strategy; });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Rollout),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Workload &row) { return row.rolloutPhase; });
        }},
    FieldMaker<Workload, StateMoment>{fieldOf(WorkloadField::Message),
        [](std::span<const Workload> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Workload &row) { return row.rolloutMessage; });
        }},
};

const std::array kReplicaSetFields{
    FieldMaker<ReplicaSet, StateMoment>{
        fieldOf(ReplicaSetField::Namespace), &namespaceColumn<ReplicaSet>},
    FieldMaker<ReplicaSet, StateMoment>{fieldOf(ReplicaSetField::Owner), &ownerColumn<ReplicaSet>},
    FieldMaker<ReplicaSet, StateMoment>{fieldOf(ReplicaSetField::Desired),
        [](std::span<const ReplicaSet> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const ReplicaSet &row) { return numberOf(row.desired); });
        }},
    FieldMaker<ReplicaSet, StateMoment>{fieldOf(ReplicaSetField::Ready),
        [](std::span<const ReplicaSet> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const ReplicaSet &row) { return numberOf(row.ready); });
        }},
    FieldMaker<ReplicaSet, StateMoment>{fieldOf(ReplicaSetField::Available),
        [](std::span<const ReplicaSet> rows, const Moment &, const FieldRef &) {
            return numberColumn(
                rows, [](const ReplicaSet &row) { return numberOf(row.available); });
        }},
};

const std::array kJobFields{
    FieldMaker<Job, StateMoment>{fieldOf(JobField::Namespace), &namespaceColumn<Job>},
    FieldMaker<Job, StateMoment>{fieldOf(JobField::Owner), &ownerColumn<Job>},
    FieldMaker<Job, StateMoment>{fieldOf(JobField::Active),
        [](std::span<const Job> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Job &row) { return numberOf(row.active); });
        }},
    FieldMaker<Job, StateMoment>{fieldOf(JobField::Succeeded),
        [](std::span<const Job> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Job &row) { return numberOf(row.succeeded); });
        }},
    FieldMaker<Job, StateMoment>{fieldOf(JobField::Failed),
        [](std::span<const Job> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Job &row) { return numberOf(row.failed); });
        }},
    FieldMaker<Job, StateMoment>{fieldOf(JobField::Complete),
        [](std::span<const Job> rows, const Moment &, const FieldRef &) {
            return flagColumn(rows, [](const Job &row) { return row.complete ? 1.0 : 0.0; });
        }},
    FieldMaker<Job, StateMoment>{fieldOf(JobField::Started),
        [](std::span<const Job> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Job &row) { return instantOf(row.startedAt); });
        }},
    FieldMaker<Job, StateMoment>{fieldOf(JobField::Finished),
        [](std::span<const Job> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Job &row) { return instantOf(row.finishedAt); });
        }},
    FieldMaker<Job, StateMoment>{fieldOf(JobField::Took),
        [](std::span<const Job> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Job &row) { return tookOf(row); });
        }},
};

const std::array kCronJobFields{
    FieldMaker<CronJob, StateMoment>{fieldOf(CronJobField::Namespace), &namespaceColumn<CronJob>},
    FieldMaker<CronJob, StateMoment>{fieldOf(CronJobField::Schedule),
        [](std::span<const CronJob> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const CronJob &row) { return row.schedule; });
        }},
    FieldMaker<CronJob, StateMoment>{fieldOf(CronJobField::Suspended),
        [](std::span<const CronJob> rows, const Moment &, const FieldRef &) {
            return flagColumn(rows, [](const CronJob &row) { return row.suspended ? 1.0 : 0.0; });
        }},
    FieldMaker<CronJob, StateMoment>{fieldOf(CronJobField::Active),
        [](std::span<const CronJob> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const CronJob &row) { return numberOf(row.activeJobs); });
        }},
    FieldMaker<CronJob, StateMoment>{fieldOf(CronJobField::LastScheduled),
        [](std::span<const CronJob> rows, const Moment &, const FieldRef &) {
            return numberColumn(
                rows, [](const CronJob &row) { return instantOf(row.lastScheduledAt); });
        }},
    FieldMaker<CronJob, StateMoment>{fieldOf(CronJobField::LastSuccess),
        [](std::span<const CronJob> rows, const Moment &, const FieldRef &) {
            return numberColumn(
                rows, [](const CronJob &row) { return instantOf(row.lastSuccessAt); });
        }},
};

} // namespace

TablePtr makeWorkloadTable(SourceId source, StateMoment moment)
{
    const std::span<const Workload> rows = moment.snapshot->workloads;
    std::optional<Selection> some = workloadRows(source, *moment.index);
    return std::make_shared<ObjectTable<Workload>>(source, std::move(moment),
        ObjectTable<Workload>::Parts{.rows = rows,
            .some = std::move(some),
            .own = kWorkloadFields,
            .common = commonFields<Workload, WorkloadField>(),
            .kindOf = [](const Workload &row) { return workloadKindName(row.kind); }});
}

TablePtr makeReplicaSetTable(StateMoment moment)
{
    const std::span<const ReplicaSet> rows = moment.snapshot->replicaSets;
    return std::make_shared<ObjectTable<ReplicaSet>>(SourceId::ReplicaSets, std::move(moment),
        ObjectTable<ReplicaSet>::Parts{.rows = rows,
            .some = std::nullopt,
            .own = kReplicaSetFields,
            .common = commonFields<ReplicaSet, ReplicaSetField>(),
            .kindOf = [](const ReplicaSet &) { return std::string_view("ReplicaSet"); }});
}

TablePtr makeJobTable(StateMoment moment)
{
    const std::span<const Job> rows = moment.snapshot->jobs;
    return std::make_shared<ObjectTable<Job>>(SourceId::Jobs, std::move(moment),
        ObjectTable<Job>::Parts{.rows = rows,
            .some = std::nullopt,
            .own = kJobFields,
            .common = commonFields<Job, JobField>(),
            .kindOf = [](const Job &) { return std::string_view("Job"); }});
}

TablePtr makeCronJobTable(StateMoment moment)
{
    const std::span<const CronJob> rows = moment.snapshot->cronJobs;
    return std::make_shared<ObjectTable<CronJob>>(SourceId::CronJobs, std::move(moment),
        ObjectTable<CronJob>::Parts{.rows = rows,
            .some = std::nullopt,
            .own = kCronJobFields,
            .common = commonFields<CronJob, CronJobField>(),
            .kindOf = [](const CronJob &) { return std::string_view("CronJob"); }});
}

} // namespace binnacle::query
