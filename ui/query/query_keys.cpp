#include "ui/query/query_keys.h"

#include <QCoreApplication>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct QueryKeys
{
    Q_DECLARE_TR_FUNCTIONS(QueryKeys)
};

} // namespace

std::vector<View::KeyHelp> queryKeyHelp()
{
    return {
        {u"/"_s, QueryKeys::tr("Go to the editor")},
        {u"Ctrl+Enter"_s, QueryKeys::tr("Run the query")},
        {u"Ctrl+Space"_s, QueryKeys::tr("In the editor: what could be typed here")},
        {u"Enter"_s, QueryKeys::tr("In the editor a new line, in the rows where the row leads")},
        {u"Space"_s, QueryKeys::tr("Mark the row")},
        {u"Ctrl+Space"_s, QueryKeys::tr("Mark a range")},
        {u"Ctrl+\\"_s, QueryKeys::tr("Clear the marks")},
        {u"W"_s, QueryKeys::tr("Who else: what the marked rows share")},
        {u"E"_s, QueryKeys::tr("Events of the row's object")},
        {u"M"_s, QueryKeys::tr("The row's service in the mesh")},
        {u"C"_s, QueryKeys::tr("Copy the name")},
        {u"Ctrl+C"_s, QueryKeys::tr("Copy the marked or selected rows as TSV")},
        {u"Menu"_s, QueryKeys::tr("Filter by the cell, copy")},
        {u"Ctrl+T"_s, QueryKeys::tr("Chart instead of the table, and back")},
        {u"Ctrl+H"_s, QueryKeys::tr("History of queries")},
        {u"Ctrl+B"_s, QueryKeys::tr("Sources and fields beside the editor")},
        {u"Ctrl+N"_s, QueryKeys::tr("New tab; F2 renames it")},
        {u"Ctrl+W"_s, QueryKeys::tr("Close the tab")},
        {u"Ctrl+Tab"_s, QueryKeys::tr("Next tab")},
        {u"Esc"_s,
            QueryKeys::tr("Completion, running query, who else, editor, marks: one at a time")},
    };
}

} // namespace binnacle::ui
