#include "ui/query/query_frame.h"

#include "core/console/ui_memory.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kTopKey = u"query/top-splitter"_s;
const QString kWholeKey = u"query/splitter"_s;
const QString kSourcesKey = u"query/sources-shown"_s;

QSplitter *newSplitter(Qt::Orientation orientation, const QString &name)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setObjectName(name);
    splitter->setHandleWidth(10);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

} // namespace

QueryFrame::QueryFrame(const Parts &parts, console::UiMemory &memory, QWidget *parent)
    : QWidget(parent)
    , m_memory(memory)
    , m_sources(parts.sources)
    , m_top(newSplitter(Qt::Horizontal, u"queryTopSplitter"_s))
    , m_whole(newSplitter(Qt::Vertical, u"querySplitter"_s))
{
    m_top->addWidget(&parts.editor);
    m_top->addWidget(&parts.sources);
    m_top->setStretchFactor(0, 1);
    m_top->setStretchFactor(1, 0);
    m_top->setSizes({900, 290});
    QSplitter *bottom = newSplitter(Qt::Horizontal, u"queryBottomSplitter"_s);
    bottom->addWidget(&parts.result);
    bottom->addWidget(&parts.aside);
    parts.aside.hide();
    bottom->setStretchFactor(0, 1);
    m_whole->addWidget(m_top);
    m_whole->addWidget(bottom);
    m_whole->setStretchFactor(0, 0);
    m_whole->setStretchFactor(1, 1);
    m_whole->setSizes({190, 600});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(&parts.toolbar);
    layout->addWidget(m_whole, 1);
    m_top->restoreState(m_memory.value(kTopKey));
    m_whole->restoreState(m_memory.value(kWholeKey));
    for (QSplitter *splitter : {m_top, m_whole})
        connect(splitter, &QSplitter::splitterMoved, this, &QueryFrame::moved);
}

void QueryFrame::setSourcesShown(bool isShown)
{
    m_sources.setVisible(isShown);
    m_memory.setValue(kSourcesKey, isShown ? "yes" : "no");
}

bool QueryFrame::areSourcesShown() const
{
    return m_memory.value(kSourcesKey) != "no";
}

void QueryFrame::keep()
{
    m_memory.setValue(kTopKey, m_top->saveState());
    m_memory.setValue(kWholeKey, m_whole->saveState());
}

} // namespace binnacle::ui
