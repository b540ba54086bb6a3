#pragma once

#include "core/domain/cluster_snapshot.h"
#include "core/domain/resource_ref.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace binnacle::ui {

// What a command can be aimed at, found in a snapshot as it is typed. Looks at every object of the
// kinds once: a few milliseconds for 50 000 pods.

// Objects whose text holds every word of `text`, in order of name, at most `limit`.
std::vector<ResourceRef> findTargets(const ClusterSnapshot &snapshot, const QStringList &kinds,
    const QString &text, std::size_t limit);

// "Deployment shop/checkout"; without the kind when there is only one: "shop/checkout". Nothing
// when the text names no object of these kinds.
std::optional<ResourceRef> parseTarget(const QString &text, const QStringList &kinds);

bool isClusterWide(std::string_view kind); // has no namespace
bool holdsTarget(const ClusterSnapshot &snapshot, const ResourceRef &target);

// What a parameter is now, for "now 4": replicas and images of workloads. Empty: not known.
QString currentValue(
    const ClusterSnapshot &snapshot, const ResourceRef &target, const QString &parameter);

} // namespace binnacle::ui
