#pragma once

#include "ui/commands/commands_services.h"

#include <QWidget>

#include <optional>
#include <string>
#include <utility>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace binnacle::ui {

class Banner;
class Panel;
class ParameterForm;
class RiskCard;

// What a runbook does, its parameters, and the button that runs it on a cluster.
class RunbookForm final : public QWidget
{
    Q_OBJECT

public:
    explicit RunbookForm(const CommandsServices &services, QWidget *parent = nullptr);

    void setRunbook(const std::optional<Runbook> &runbook); // keeps what was typed for the same one
    void setCluster(const ClusterId &cluster);
    void showEstate();
    void showGate();
    bool escape();
    void run(); // asks for the confirmation it needs, then runs
    QString whyNot() const;

signals:
    void started(const binnacle::RunbookRun &run);
    void editRequested();
    void removeRequested();

private:
    void build();
    void showSteps();
    void start();
    bool changesState() const; // one of its steps
    std::vector<std::pair<std::string, std::string>> arguments() const;
    const console::ClusterView *cluster() const;

    CommandsServices m_services;
    std::shared_ptr<const console::EstateView> m_estate;
    std::optional<Runbook> m_runbook;
    Panel *m_panel;
    QLabel *m_description;
    QComboBox *m_cluster;
    ParameterForm *m_parameters;
    QLabel *m_steps;
    Banner *m_gate;
    RiskCard *m_card;
    QPushButton *m_run;
    QPushButton *m_edit;
    QPushButton *m_remove;
};

} // namespace binnacle::ui
