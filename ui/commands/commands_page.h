#pragma once

#include "core/domain/command_plan.h"
#include "ui/commands/command_rows.h"

#include <QWidget>

#include <optional>

namespace binnacle::ui {

// One page of the commands view.
class CommandsPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual void setActive(bool) {} // whether it is looked at: it asks nothing while it is not
    virtual void setCluster(const ClusterId &) {} // empty: all
    virtual void focusFirst() = 0;
    virtual void focusFilter() { focusFirst(); }
    virtual bool escape() { return false; } // closes what is open; false: nothing was
    virtual void refresh() {}
    // The command in focus, for keys that go elsewhere from it. None: there is none.
    virtual std::optional<CommandRow> selected() const { return std::nullopt; }

signals:
    void prepareRequested(const binnacle::Command &command);
};

} // namespace binnacle::ui
