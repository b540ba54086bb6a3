#include "ui/mesh/mesh_pages.h"

#include "ui/mesh/mesh_presenter.h"
#include "ui/mesh/mesh_stage.h"
#include "ui/mesh/mesh_tables.h"
#include "ui/widgets/state_panel.h"

namespace binnacle::ui {

MeshPages::MeshPages(QWidget *parent)
    : QStackedWidget(parent)
    , m_state(new StatePanel)
    , m_stage(new MeshStage)
    , m_tables(new MeshTables)
{
    addWidget(m_state);
    addWidget(m_stage);
    addWidget(m_tables);
}

QWidget &MeshPages::current()
{
    return m_isTable ? static_cast<QWidget &>(*m_tables) : *m_stage;
}

void MeshPages::setTable(bool isTable)
{
    m_isTable = isTable;
    if (currentWidget() != m_state)
        setCurrentWidget(&current());
}

void MeshPages::showState(
    const MeshPresenter &presenter, const TimeSelection &time, const MeshStateActions &actions)
{
    if (presenter.state() == MeshState::Showing) {
        setCurrentWidget(&current());
        return;
    }
    showMeshState(*m_state, presenter, time, actions);
    setCurrentWidget(m_state);
}

} // namespace binnacle::ui
