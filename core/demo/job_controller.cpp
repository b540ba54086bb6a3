#include "core/demo/job_controller.h"

#include <vector>

namespace binnacle::demo {

namespace {

constexpr int kBackoffLimit = 1;
constexpr std::size_t kKeptSucceeded = 3;
constexpr std::size_t kKeptFailed = 1;
constexpr std::string_view kJobs = "job-controller";
constexpr std::string_view kCronJobs = "cronjob-controller";

} // namespace

JobController::JobController(World &world, PodLifecycle &pods)
    : m_world(world)
    , m_pods(pods)
{}

void JobController::start()
{
    for (const auto &[key, cronJob] : m_world.model.cronJobs)
        planNext(key);
}

void JobController::planNext(const std::string &cronJobKey)
{
    const CronJobModel &cronJob = m_world.model.cronJobs.at(cronJobKey);
    const auto period = cronJob.period.count();
    const auto past = (toEpochMs(m_world.now()) - cronJob.offset.count()) / period;
    const Timestamp next = fromEpochMs((past + 1) * period + cronJob.offset.count());
    m_world.agenda.at(next, [this, cronJobKey] {
        run(m_world.model.cronJobs.at(cronJobKey));
        planNext(cronJobKey);
    });
}

void JobController::run(CronJobModel &cronJob)
{
    cronJob.lastScheduled = m_world.now();
    JobModel job;
    job.name = cronJob.name + '-' + std::to_string(toEpochMs(m_world.now()) / 60'000);
    job.ns = cronJob.ns;
    job.cronJob = cronJob.name;
    job.createdAt = m_world.now();
    job.shape = cronJob.shape;
    const std::string key = objectKey(job.ns, job.name);
    job.uid = m_world.newUid("Job", key);
    m_world.record(refOf(cronJob), kCronJobs, "SuccessfulCreate", "Created job " + job.name);
    m_world.model.jobs.insert_or_assign(key, std::move(job));
    attempt(key);
}

void JobController::attempt(const std::string &jobKey)
{
    JobModel &job = m_world.model.jobs.at(jobKey);
    const CronJobModel &cronJob = m_world.model.cronJobs.at(objectKey(job.ns, job.cronJob));
    PodModel pod;
    pod.name = job.name + '-' + m_world.random.word(5);
    pod.ns = job.ns;
    pod.ownerKind = "Job";
    pod.ownerName = job.name;
    pod.shape = job.shape;
    job.active = 1;
    m_world.record(refOf(job), kJobs, "SuccessfulCreate", "Created pod: " + pod.name);
    const std::string podKey = objectKey(pod.ns, pod.name);
    m_pods.create(std::move(pod));
    const bool success = !m_world.random.chance(cronJob.failureChance);
    const Duration took{m_world.random.between(20'000, 140'000)};
    m_world.agenda.after(
        took, [this, jobKey, podKey, success] { finishAttempt(jobKey, podKey, success); });
}

void JobController::finishAttempt(
    const std::string &jobKey, const std::string &podKey, bool success)
{
    const auto found = m_world.model.jobs.find(jobKey);
    if (found == m_world.model.jobs.end())
        return;
    JobModel &job = found->second;
    job.active = 0;
    if (const auto pod = m_world.model.pods.find(podKey); pod != m_world.model.pods.end()) {
        pod->second.phase = success ? "Succeeded" : "Failed";
        ContainerStatus &status = pod->second.containers.front();
        status.state = "terminated";
        status.reason = success ? "Completed" : "Error";
        status.ready = false;
        status.lastFinished = m_world.now();
    }
    if (!success && job.failed < kBackoffLimit) {
        ++job.failed;
        m_world.agenda.after(Duration{10'000}, [this, jobKey] {
            if (m_world.model.jobs.contains(jobKey))
                attempt(jobKey);
        });
        return;
    }
    complete(job, success);
}

void JobController::complete(JobModel &job, bool success)
{
    job.finishedAt = m_world.now();
    CronJobModel &cronJob = m_world.model.cronJobs.at(objectKey(job.ns, job.cronJob));
    if (success) {
        ++job.succeeded;
        cronJob.lastSuccess = m_world.now();
        m_world.record(refOf(job), kJobs, "Completed", "Job completed");
    } else {
        ++job.failed;
        m_world.warn(refOf(job), kJobs, "BackoffLimitExceeded",
            "Job has reached the specified backoff limit");
    }
    m_world.record(refOf(cronJob), kCronJobs, "SawCompletedJob",
        "Saw completed job: " + job.name + ", condition: " + (success ? "Complete" : "Failed"));
    forgetOldJobs(cronJob);
}

void JobController::forgetOldJobs(const CronJobModel &cronJob)
{
    std::vector<std::string> succeeded; // oldest first, as the names carry the minute
    std::vector<std::string> failed;
    for (const auto &[key, job] : m_world.model.jobs) {
        if (job.cronJob == cronJob.name && job.ns == cronJob.ns && isKnown(job.finishedAt))
            (job.succeeded > 0 ? succeeded : failed).push_back(key);
    }
    const auto forget = [&](const std::vector<std::string> &keys, std::size_t kept) {
        for (std::size_t i = 0; i + kept < keys.size(); ++i) {
            const JobModel job = m_world.model.jobs.at(keys[i]);
            m_world.record(
                refOf(cronJob), kCronJobs, "SuccessfulDelete", "Deleted job " + job.name);
            std::erase_if(m_world.model.pods, [&](const auto &item) {
                return item.second.ownerKind == "Job" && item.second.ownerName == job.name
                    && item.second.ns == job.ns;
            });
            m_world.model.jobs.erase(keys[i]);
        }
    };
    forget(succeeded, kKeptSucceeded);
    forget(failed, kKeptFailed);
}

} // namespace binnacle::demo
