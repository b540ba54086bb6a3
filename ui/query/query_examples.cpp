#include "ui/query/query_examples.h"

#include "ui/theme/fonts.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ExampleText
{
    Q_DECLARE_TR_FUNCTIONS(ExampleText)
};

} // namespace

std::vector<QueryExample> queryExamples()
{
    return {
        {uR"(pods(cluster="*").where(restarts > 5).sort(-restarts).limit(20))"_s,
            ExampleText::tr("The pods that restarted most, of all clusters")},
        {u"pods.where(cpu_usage > 80% or mem_usage > 80%).sort(-cpu_usage)"_s,
            ExampleText::tr("Pods short of CPU or memory")},
        {u"events.last(1h).where(type = Warning).groupby(reason).count().sort(-count)"_s,
            ExampleText::tr("What goes wrong most, by reason, in the last hour")},
        {u"nodes.where(cpu_usage > 80%)"_s, ExampleText::tr("Nodes with little CPU left")},
        {u"pods.groupby(namespace).count().avg(cpu_usage).sort(-count)"_s,
            ExampleText::tr("How many pods each namespace has and how busy they are")},
        {uR"(pods.diff("03:00", "03:20"))"_s,
            ExampleText::tr("What changed among the pods between two moments")},
        {uR"(deployments.at("03:12").where(ready = 0))"_s,
            ExampleText::tr("Deployments that had no pod ready at 03:12")},
        {u"clusters"_s, ExampleText::tr("Every cluster and how it is")},
    };
}

QueryExamples::QueryExamples(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"queryExamples"_s);
    auto *title = new QLabel(tr("Ask the estate"));
    title->setFont(boldTextFont());
    auto *text = new QLabel(
        tr("A source, then stages that narrow, group and sort its rows. Begin with an example:"));
    text->setProperty("tone", u"muted"_s);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(2);
    int row = 0;
    for (const QueryExample &example : queryExamples()) {
        auto *button = new QPushButton(QString(example.text).replace(u'&', u"&&"_s));
        button->setProperty("role", u"link"_s);
        button->setFont(monospaceFont());
        button->setAccessibleDescription(example.about);
        auto *about = new QLabel(example.about);
        about->setTextFormat(Qt::PlainText);
        about->setProperty("tone", u"muted"_s);
        connect(button, &QPushButton::clicked, this,
            [this, chosenText = example.text] { emit chosen(chosenText); });
        grid->addWidget(button, row, 0, Qt::AlignLeft);
        grid->addWidget(about, row, 1, Qt::AlignLeft | Qt::AlignVCenter);
        ++row;
    }
    auto *content = new QVBoxLayout;
    content->setSpacing(8);
    content->addStretch(2);
    content->addWidget(title);
    content->addWidget(text);
    content->addLayout(grid);
    content->addStretch(3);
    auto *layout = new QHBoxLayout(this);
    layout->addStretch(1);
    layout->addLayout(content);
    layout->addStretch(1);
}

} // namespace binnacle::ui
