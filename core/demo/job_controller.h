#pragma once

#include "core/demo/pod_lifecycle.h"
#include "core/demo/world.h"

#include <string>

namespace binnacle::demo {

// Runs CronJobs at their times and Jobs to their end. `world` and `pods` must outlive this.
class JobController
{
public:
    JobController(World &world, PodLifecycle &pods);

    // Plans the next run of every CronJob of the model, and so on for ever.
    void start();

private:
    void planNext(const std::string &cronJobKey);
    void run(CronJobModel &cronJob);
    void attempt(const std::string &jobKey);
    void finishAttempt(const std::string &jobKey, const std::string &podKey, bool success);
    void complete(JobModel &job, bool success);
    void forgetOldJobs(const CronJobModel &cronJob);

    World &m_world;
    PodLifecycle &m_pods;
};

} // namespace binnacle::demo
