#include "ui/mesh/mesh_actions.h"
#include "ui/mesh/mesh_arrangement.h"
#include "ui/mesh/mesh_canvas.h"
#include "ui/mesh/mesh_copy.h"
#include "ui/mesh/mesh_inspector.h"
#include "ui/mesh/mesh_scrubber.h"
#include "ui/mesh/mesh_stage.h"
#include "ui/mesh/mesh_view.h"

#include <QKeyEvent>

// What keys do in the mesh view.

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

bool MeshView::escape()
{
    if (m_stage->closeLegend())
        return true;
    if (m_inspector->isAncestorOf(focusWidget())) {
        setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (m_scrubber->isPicking()) {
        m_scrubber->setPicking(false);
    } else if (m_toolbar->escapeFilter()) {
        setFocus(Qt::OtherFocusReason);
        return true;
    } else if (m_arrangement->clearMarks()) {
        // the marks are gone, the selection stays
    } else if (!m_presenter->selection().isNone()) {
        m_presenter->select({});
    } else if (!m_presenter->scope().focus.name.empty()) {
        m_actions->leaveFocus();
        m_stage->canvas().fit();
    } else if (m_services.time.asOf()) {
        m_services.time.leaveAsOf();
    } else {
        return false;
    }
    setFocus(Qt::OtherFocusReason);
    return true;
}

void MeshView::obey(MeshKey key)
{
    MeshCanvas &canvas = m_stage->canvas();
    switch (key) {
    case MeshKey::Events:
        return m_actions->openEvents();
    case MeshKey::Slo:
        return m_actions->openSlo();
    case MeshKey::Scale:
        return m_actions->startCommand(u"scale"_s);
    case MeshKey::Restart:
        return m_actions->startCommand(u"restart"_s);
    case MeshKey::CopyName:
        return m_actions->copy(meshNameText(m_arrangement->chosen()));
    case MeshKey::CopyNamespace:
        return m_actions->copy(meshNamespaceLines(m_arrangement->chosen()));
    case MeshKey::CopyJson:
        return m_actions->copy(meshJsonText, m_arrangement->chosen());
    case MeshKey::CopyRows:
        return m_actions->copy(meshRowLines, m_arrangement->chosen());
    case MeshKey::Details:
        return m_inspector->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    case MeshKey::MoreHops:
        return m_actions->changeHops(1);
    case MeshKey::FewerHops:
        return m_actions->changeHops(-1);
    case MeshKey::Fit:
        return canvas.fit();
    case MeshKey::WholeSize:
        return canvas.zoomToWhole();
    case MeshKey::ToggleFold:
        return m_actions->toggleFold();
    case MeshKey::Hide:
        return m_arrangement->hideChosen();
    case MeshKey::Pin:
        return m_arrangement->togglePin();
    case MeshKey::Mark:
        return m_arrangement->toggleMark();
    case MeshKey::ClearMarks:
        m_arrangement->clearMarks();
        return;
    case MeshKey::Undo:
        return m_arrangement->undo();
    }
}

void MeshView::keyPressEvent(QKeyEvent *event)
{
    if (const auto key = meshKeyOf(*event))
        obey(*key);
    else
        View::keyPressEvent(event);
}

} // namespace binnacle::ui
