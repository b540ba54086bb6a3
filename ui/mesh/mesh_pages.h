#pragma once

#include <QStackedWidget>

namespace binnacle::ui {

class MeshPresenter;
class MeshStage;
class MeshTables;
class StatePanel;
class TimeSelection;
struct MeshStateActions;

// The graph, its tables, or what there is to say instead.
class MeshPages final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit MeshPages(QWidget *parent = nullptr);

    MeshStage &stage() { return *m_stage; }
    MeshTables &tables() { return *m_tables; }
    QWidget &current(); // of graph and tables, whether there is something to show or not
    bool isTable() const { return m_isTable; }
    void setTable(bool isTable);
    void showState(
        const MeshPresenter &presenter, const TimeSelection &time, const MeshStateActions &actions);

private:
    StatePanel *m_state;
    MeshStage *m_stage;
    MeshTables *m_tables;
    bool m_isTable = false;
};

} // namespace binnacle::ui
