#pragma once

#include "ui/commands/command_draft.h"
#include "ui/commands/commands_services.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace binnacle::ui {

class ActionPicker;
class ParameterForm;
class TargetField;

// A command as it is typed: cluster with its agent's state, action, target, parameters, reason.
class DispatchForm final : public QWidget
{
    Q_OBJECT

public:
    explicit DispatchForm(const CommandsServices &services, QWidget *parent = nullptr);

    void setDraft(const CommandDraft &draft);
    const CommandDraft &draft() const { return m_draft; }
    void setCluster(const ClusterId &cluster); // of the window; empty leaves the form's
    void showEstate();                         // clusters, agents, what things are now
    void showCheck(const DraftCheck &check, bool tellsAll); // marks the field in question
    void clearReason();
    void focusTarget();

signals:
    void changed();
    void submitted(); // Enter in a field

private:
    void build();
    void showClusters();
    void showAction();
    void showCurrent();
    void read(); // the fields into the draft
    const console::ClusterView *clusterView() const;

    CommandsServices m_services;
    std::shared_ptr<const console::EstateView> m_estate;
    std::vector<console::ActionView> m_catalogue;
    CommandDraft m_draft;
    bool m_isFilling = false;
    QComboBox *m_cluster;
    ActionPicker *m_action;
    QLabel *m_targetLabel;
    TargetField *m_target;
    QLabel *m_targetNote;
    ParameterForm *m_parameters;
    QLineEdit *m_reason;
    QLabel *m_problem;
};

} // namespace binnacle::ui
