#include "ui/mesh/mesh_rewind.h"

#include "ui/mesh/mesh_presenter.h"
#include "ui/mesh/mesh_scrubber.h"

#include <utility>

namespace binnacle::ui {

namespace {

constexpr int kSoonMs = 30;

} // namespace

MeshRewind::MeshRewind(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (const auto at = std::exchange(m_wanted, std::nullopt))
            m_parts.time.setAsOf(*at);
    });
    connect(&m_parts.scrubber, &MeshScrubber::rewound, this, &MeshRewind::rewindTo);
    connect(&m_parts.scrubber, &MeshScrubber::left, this, [this] {
        m_wanted.reset();
        m_parts.time.leaveAsOf();
    });
    connect(&m_parts.scrubber, &MeshScrubber::instantPicked, this, &MeshRewind::compareWith);
    connect(&m_parts.scrubber, &MeshScrubber::pickingCancelled, this,
        [this] { m_parts.scrubber.setPicking(false); });
}

void MeshRewind::rewindTo(Timestamp at)
{
    m_wanted = at;
    if (!m_soon.isActive())
        m_soon.start();
}

void MeshRewind::compareWith(Timestamp at)
{
    m_parts.scrubber.setPicking(false);
    MeshScope scope = m_parts.presenter.scope();
    scope.compare = {.kind = MeshCompare::Kind::Instant, .instant = at};
    m_parts.presenter.setScope(scope);
}

} // namespace binnacle::ui
