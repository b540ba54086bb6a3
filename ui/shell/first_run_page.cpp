#include "ui/shell/first_run_page.h"

#include "ui/widgets/state_panel.h"

#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

FirstRunPage::FirstRunPage(QWidget *parent)
    : QWidget(parent)
    , m_panel(new StatePanel)
{
    setObjectName(u"firstRunPage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_panel);
    m_panel->showEmpty(tr("No cluster has reported yet"),
        tr("Look around in simulated clusters, import a snapshot or an event list (or drop the "
           "file here), or let an agent send its snapshots to this console. This command sends a "
           "first one:"),
        {{tr("Open demo"), [this] { emit demoRequested(); }, true},
            {tr("Import file…"), [this] { emit importRequested(); }},
            {tr("Keys (?)"), [this] { emit keysRequested(); }}});
}

void FirstRunPage::setListenAddress(const QString &address)
{
    m_panel->setCommand(address.isEmpty()
            ? QString()
            : u"curl http://%1/agent/snapshot -H 'X-Cluster-ID: my-cluster' "
              "-H 'Content-Type: application/json' "
              "--data '{\"nodes\":[{\"summary\":{\"name\":\"node-1\",\"ready\":\"True\"}}],"
              "\"pods\":[]}'"_s.arg(address));
}

} // namespace binnacle::ui
