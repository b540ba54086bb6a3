// How the window gets from one view to another: the half of MainWindow that knows what leads where.
#include "ui/shell/main_window.h"
#include "ui/widgets/view.h"

namespace binnacle::ui {

void MainWindow::connectView(View &view)
{
    connect(&view, &View::objectActivated, this, &MainWindow::showObject);
    connect(
        &view, &View::eventActivated, this, [this](qint64 event) { openEvent(EventRowId{event}); });
    connect(&view, &View::clusterActivated, this, &MainWindow::setCluster);
    connect(&view, &View::filterActivated, this, &MainWindow::searchEvents);
    connect(&view, &View::sloActivated, this, &MainWindow::showSlo);
    connect(&view, &View::serviceActivated, this, &MainWindow::showService);
    connect(&view, &View::alertActivated, this, &MainWindow::showAlert);
    connect(&view, &View::commandActivated, this, &MainWindow::showCommand);
    connect(&view, &View::commandPrepared, this, &MainWindow::prepareCommand);
    connect(&view, &View::settingsActivated, this, &MainWindow::showSettings);
    connect(&view, &View::helpActivated, this, &MainWindow::openHelp);
}

View *MainWindow::openWithRole(bool ViewEntry::*role)
{
    const ViewEntry *entry = m_views.withRole(role);
    if (!entry)
        return nullptr;
    openView(entry->id);
    return view(entry->id);
}

void MainWindow::showObject(const ClusterId &cluster, const ScopedObject &object)
{
    if (View *events = openWithRole(&ViewEntry::showsEvents))
        events->showObject(cluster, object);
}

void MainWindow::openEvent(EventRowId event)
{
    if (View *events = openWithRole(&ViewEntry::showsEvents))
        events->openEvent(event);
}

void MainWindow::searchEvents(const QString &filter)
{
    if (View *events = openWithRole(&ViewEntry::showsEvents))
        events->applyFilter(filter);
}

void MainWindow::showSlo(const SloSubject &subject)
{
    if (View *levels = openWithRole(&ViewEntry::showsSlo))
        levels->showSlo(subject.cluster, subject);
}

void MainWindow::showService(const ClusterId &cluster, const ServiceRef &service)
{
    if (View *mesh = openWithRole(&ViewEntry::showsMesh))
        mesh->showService(cluster, service);
}

void MainWindow::showAlert(qint64 alert)
{
    if (View *alerts = openWithRole(&ViewEntry::showsAlerts))
        alerts->showAlert(alert);
}

void MainWindow::showCommand(const QString &command)
{
    if (View *commands = openWithRole(&ViewEntry::showsCommands))
        commands->showCommand(command);
}

void MainWindow::prepareCommand(const Command &command)
{
    if (View *commands = openWithRole(&ViewEntry::showsCommands))
        commands->prepareCommand(command);
}

void MainWindow::showSettings(const QString &page)
{
    if (View *settings = openWithRole(&ViewEntry::showsSettings))
        settings->showSettings(page);
}

void MainWindow::goBack()
{
    if (const auto place = m_history.back(m_place))
        present(*place);
}

void MainWindow::goForward()
{
    if (const auto place = m_history.forward(m_place))
        present(*place);
}

void MainWindow::goToPrevious()
{
    openView(QString(m_previous));
}

} // namespace binnacle::ui
