#include "core/store/sqlite/functions.h"

#include "core/base/bounded_regex.h"
#include "core/domain/search_words.h"
#include "core/store/sql_catalog.h"
#include "core/store/uid.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>

namespace binnacle::store {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool sameIgnoringCase(char a, char b)
{
    return lower(a) == lower(b);
}

bool startsWithIgnoringCase(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size()
        && std::equal(prefix.begin(), prefix.end(), text.begin(), sameIgnoringCase);
}

std::string_view argument(sqlite3_value *value)
{
    const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
    const int size = sqlite3_value_bytes(value);
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(size)) : std::string_view();
}

template<bool (*Test)(std::string_view, std::string_view)>
void testTwo(sqlite3_context *context, int, sqlite3_value **values)
{
    sqlite3_result_int(context, Test(argument(values[0]), argument(values[1])) ? 1 : 0);
}

bool startsWith(std::string_view text, std::string_view prefix)
{
    return text.starts_with(prefix);
}

void regexMatchesSql(sqlite3_context *context, int, sqlite3_value **values)
{
    auto *regex = static_cast<BoundedRegex *>(sqlite3_get_auxdata(context, 1));
    std::unique_ptr<BoundedRegex> fresh;
    if (!regex) {
        fresh = std::make_unique<BoundedRegex>(argument(values[1]));
        regex = fresh.get();
    }
    sqlite3_result_int(context, regex->isIn(argument(values[0])) ? 1 : 0);
    if (fresh) {
        sqlite3_set_auxdata(context, 1, fresh.release(),
            [](void *old) { delete static_cast<BoundedRegex *>(old); });
    }
}

// The tokenizer of event_text, outside of it.
class Tokenizer
{
public:
    static std::unique_ptr<Tokenizer> make(sqlite3 *handle)
    {
        fts5_api *api = nullptr;
        sqlite3_stmt *statement = nullptr;
        const std::string &sql = SqlCatalog::builtin().at("full_text.api");
        if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            return nullptr;
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
        sqlite3_finalize(statement);
        auto tokenizer = std::unique_ptr<Tokenizer>(new Tokenizer);
        void *context = nullptr;
        const char *arguments[] = {"remove_diacritics", "1"};
        if (!api
            || api->xFindTokenizer(api, "unicode61", &context, &tokenizer->m_methods) != SQLITE_OK
            || tokenizer->m_methods.xCreate(context, arguments, 2, &tokenizer->m_instance)
                != SQLITE_OK)
            return nullptr;
        return tokenizer;
    }
    ~Tokenizer()
    {
        if (m_instance)
            m_methods.xDelete(m_instance);
    }
    Tokenizer(const Tokenizer &) = delete;
    Tokenizer &operator=(const Tokenizer &) = delete;

    // `visit` returns false to stop.
    template<typename Visit>
    void forEach(std::string_view text, Visit visit)
    {
        const auto onToken = [](void *visitor, int, const char *token, int size, int, int) {
            const std::string_view word(token, static_cast<std::size_t>(size));
            return (*static_cast<Visit *>(visitor))(word) ? SQLITE_OK : SQLITE_DONE;
        };
        m_methods.xTokenize(m_instance, &visit, FTS5_TOKENIZE_AUX, text.data(),
            static_cast<int>(text.size()), onToken);
    }

    std::vector<std::string> words(std::string_view text)
    {
        std::vector<std::string> found;
        forEach(text, [&found](std::string_view word) {
            found.emplace_back(word);
            return true;
        });
        return found;
    }

private:
    Tokenizer() = default;
    fts5_tokenizer m_methods{};
    Fts5Tokenizer *m_instance = nullptr;
};

using Words = std::vector<SearchWord>;

Words wordsOf(Tokenizer &tokenizer, std::string_view search)
{
    return searchWords(
        search, [&tokenizer](std::string_view piece) { return tokenizer.words(piece); });
}

bool hasWords(Tokenizer &tokenizer, std::string_view a, std::string_view b, const Words &wanted)
{
    std::vector<bool> seen(wanted.size());
    std::size_t missing = wanted.size();
    const auto visit = [&](std::string_view word) {
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (!seen[i] && wanted[i].finds(word)) {
                seen[i] = true;
                --missing;
            }
        }
        return missing > 0;
    };
    if (missing > 0)
        tokenizer.forEach(a, visit);
    if (missing > 0)
        tokenizer.forEach(b, visit);
    return missing == 0;
}

void hasWordsSql(sqlite3_context *context, int, sqlite3_value **values)
{
    auto &tokenizer = *static_cast<Tokenizer *>(sqlite3_user_data(context));
    auto *wanted = static_cast<Words *>(sqlite3_get_auxdata(context, 2));
    std::unique_ptr<Words> fresh;
    if (!wanted) {
        fresh = std::make_unique<Words>(wordsOf(tokenizer, argument(values[2])));
        wanted = fresh.get();
    }
    const bool found = hasWords(tokenizer, argument(values[0]), argument(values[1]), *wanted);
    sqlite3_result_int(context, found ? 1 : 0);
    if (fresh) {
        sqlite3_set_auxdata(
            context, 2, fresh.release(), [](void *old) { delete static_cast<Words *>(old); });
    }
}

void uidTextSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const bool packed = sqlite3_value_type(values[0]) == SQLITE_BLOB;
    const std::string text = unpackUid(argument(values[0]), packed);
    sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

void packUidSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const PackedUid uid = packUid(argument(values[0]));
    const int size = static_cast<int>(uid.bytes.size());
    if (uid.isPacked)
        sqlite3_result_blob(context, uid.bytes.data(), size, SQLITE_TRANSIENT);
    else
        sqlite3_result_text(context, uid.bytes.data(), size, SQLITE_TRANSIENT);
}

} // namespace

bool containsIgnoringCase(std::string_view text, std::string_view part)
{
    return std::search(text.begin(), text.end(), part.begin(), part.end(), sameIgnoringCase)
        != text.end()
        || part.empty();
}

Status registerFunctions(sqlite3 *handle)
{
    constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    std::unique_ptr<Tokenizer> tokenizer = Tokenizer::make(handle);
    if (!tokenizer)
        return Error{ErrorCode::Internal, "this SQLite has no full-text search (FTS5)"};
    int failed = 0;
    const auto add = [&](const char *name, int arguments, auto function) {
        const int rc = sqlite3_create_function_v2(
            handle, name, arguments, kFlags, nullptr, function, nullptr, nullptr, nullptr);
        failed = rc == SQLITE_OK ? failed : rc;
    };
    add("contains_ci", 2, &testTwo<&containsIgnoringCase>);
    add("starts_with", 2, &testTwo<&startsWith>);
    add("starts_with_ci", 2, &testTwo<&startsWithIgnoringCase>);
    add("regex_matches", 2, &regexMatchesSql);
    add("uid_text", 1, &uidTextSql);
    add("pack_uid", 1, &packUidSql);
    const int rc = sqlite3_create_function_v2(handle, "has_words", 3, kFlags, tokenizer.release(),
        &hasWordsSql, nullptr, nullptr, [](void *old) { delete static_cast<Tokenizer *>(old); });
    if (failed != 0 || rc != SQLITE_OK)
        return Error{ErrorCode::Internal, sqlite3_errmsg(handle)};
    return Done{};
}

Status checkRegex(const std::string &pattern)
{
    return BoundedRegex(pattern).check();
}

bool regexMatches(std::string_view text, const std::string &pattern)
{
    return BoundedRegex(pattern).isIn(text);
}

Result<std::string> matchExpression(sqlite3 *handle, std::string_view search)
{
    const std::unique_ptr<Tokenizer> tokenizer = Tokenizer::make(handle);
    if (!tokenizer)
        return Error{ErrorCode::Internal, "this SQLite has no full-text search (FTS5)"};
    std::string expression;
    for (const SearchWord &word : wordsOf(*tokenizer, search)) {
        expression += expression.empty() ? "\"" : " \"";
        expression += word.text + (word.isComplete ? "\"" : "\" *");
    }
    return expression;
}

} // namespace binnacle::store
