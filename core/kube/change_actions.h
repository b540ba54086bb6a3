#pragma once

#include "core/kube/command_job.h"

namespace binnacle::kube {

// The actions of contract 01 §1.6 that change something. Each is one request that changes, so none
// is half done; none has an output.

CommandAnswer scaleWorkload(const CommandJob &job); // `replicas`, from 0
// As `kubectl rollout restart`: a paused Deployment is refused, because nothing would restart.
CommandAnswer restartWorkload(const CommandJob &job);
// `image`; `container`, also an init container, or the first one. One that does not exist is
// refused, because the patch would add it.
CommandAnswer updateImage(const CommandJob &job);
// `gracePeriodSeconds`, `force`. Dependents go in the background.
CommandAnswer deleteObject(const CommandJob &job);
CommandAnswer cordonNode(const CommandJob &job);
CommandAnswer uncordonNode(const CommandJob &job);

} // namespace binnacle::kube
