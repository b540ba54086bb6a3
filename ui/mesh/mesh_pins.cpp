#include "ui/mesh/mesh_pins.h"

#include "core/console/ui_memory.h"
#include "ui/widgets/formatting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString keyOf(const ClusterId &cluster)
{
    return u"mesh/pinned/"_s + toText(cluster.value);
}

} // namespace

MeshPinned MeshPins::of(const ClusterId &cluster) const
{
    MeshPinned result;
    if (!m_memory || cluster.isEmpty())
        return result;
    const QJsonObject kept = QJsonDocument::fromJson(m_memory->value(keyOf(cluster))).object();
    for (auto pin = kept.begin(); pin != kept.end(); ++pin) {
        const QJsonArray place = pin.value().toArray();
        if (place.size() == 2)
            result[pin.key().toStdString()] = {place[0].toDouble(), place[1].toDouble()};
    }
    return result;
}

void MeshPins::remember(const ClusterId &cluster, const MeshPinned &pinned)
{
    if (!m_memory || cluster.isEmpty())
        return;
    QJsonObject kept;
    for (const auto &[id, place] : pinned)
        kept[toText(id)] = QJsonArray{place.x, place.y};
    m_memory->setValue(keyOf(cluster), QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

} // namespace binnacle::ui
